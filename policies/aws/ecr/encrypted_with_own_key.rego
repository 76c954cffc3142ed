# METADATA
# title: ECR repository is encrypted with KMS
# description: >-
#   Looks at `encryption_configuration`: `AES256`, the default, takes a key that AWS keeps;
#   `KMS` lets you decide who may decrypt images.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_ecr_repository]
#   params: {}
#   remediation: |-
#     Add `encryption_configuration { encryption_type = "KMS" }` with `kms_key`. The
#     repository is replaced.
#   aliases: [CKV_AWS_136, AVD-AWS-0033]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository
package provost.aws.ecr.encrypted_with_own_key

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "images are not encrypted with KMS", "path": ["encryption_configuration", 0, "encryption_type"]}
}

fine if input.resource.attributes.encryption_configuration[_].encryption_type in {"KMS", "KMS_DSSE"}
