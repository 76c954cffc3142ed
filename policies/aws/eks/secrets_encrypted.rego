# METADATA
# title: EKS encrypts Kubernetes secrets
# description: >-
#   Looks for an `encryption_config` whose `resources` include `secrets`. With it the cluster
#   encrypts secrets under a KMS key of your own before they reach etcd; without it only the disk
#   below etcd is encrypted, with keys of AWS. The provider's default has no such block.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_eks_cluster]
#   remediation: |-
#     Add the block to the cluster. It can be added to a running one and never taken away; rewrite
#     existing secrets once.
#
#     ```
#     encryption_config {
#       resources = ["secrets"]
#       provider {
#         key_arn = aws_kms_key.eks.arn
#       }
#     }
#     ```
#   aliases: [CKV_AWS_58, AVD-AWS-0039]
#   references: ["https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html"]
package provost.aws.eks.secrets_encrypted

import rego.v1

deny contains finding if {
	not secrets_encrypted
	finding := {"message": "Kubernetes secrets are not encrypted with a KMS key", "path": ["encryption_config", 0, "resources"]}
}

secrets_encrypted if input.resource.attributes.encryption_config[_].resources[_] == "secrets"
