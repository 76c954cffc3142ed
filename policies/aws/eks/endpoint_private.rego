# METADATA
# title: EKS API endpoint is not public
# description: >-
#   Looks at `vpc_config.endpoint_public_access`. Where it is on, and the provider's default is on,
#   the Kubernetes API server answers on the internet and only its authentication, and the list of
#   allowed ranges where there is one, stand before the cluster.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_eks_cluster]
#   remediation: |-
#     Set `endpoint_public_access = false` together with `endpoint_private_access = true`, and reach
#     the API from inside the VPC, over a VPN, or from runners in it. It applies in place; whatever
#     deploys from outside loses its way first.
#   aliases: [CKV_AWS_39, AVD-AWS-0040]
#   references: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"]
package provost.aws.eks.endpoint_private

import rego.v1

import data.provost.lib.values

deny contains finding if {
	config := input.resource.attributes.vpc_config[i]
	not values.is_false(config.endpoint_public_access)
	finding := {
		"message": "the Kubernetes API has a public endpoint",
		"path": ["vpc_config", i, "endpoint_public_access"],
	}
}
