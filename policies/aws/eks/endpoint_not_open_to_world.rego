# METADATA
# title: EKS API endpoint is not open to every address
# description: >-
#   Looks at `vpc_config.public_access_cidrs` of a cluster whose endpoint is public. Without a list
#   the provider's default is `0.0.0.0/0`: every address of the internet may try the Kubernetes API.
#   A private endpoint is fine whatever the list says.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_eks_cluster]
#   remediation: |-
#     Set `public_access_cidrs` to the ranges that need the API (offices, VPN, runners), or set
#     `endpoint_public_access = false`. It applies in place.
#   aliases: [CKV_AWS_38, AVD-AWS-0041]
#   references: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"]
package provost.aws.eks.endpoint_not_open_to_world

import rego.v1

import data.provost.lib.network
import data.provost.lib.values

deny contains finding if {
	config := input.resource.attributes.vpc_config[i]
	not values.is_false(config.endpoint_public_access)
	network.is_world(config.public_access_cidrs[j])
	finding := {
		"message": sprintf("the Kubernetes API is open to %s", [config.public_access_cidrs[j]]),
		"path": ["vpc_config", i, "public_access_cidrs", j],
	}
}

deny contains finding if {
	config := input.resource.attributes.vpc_config[i]
	not values.is_false(config.endpoint_public_access)
	not limited(config)
	finding := {
		"message": "the Kubernetes API is open to every address by default",
		"path": ["vpc_config", i, "public_access_cidrs"],
	}
}

limited(config) if config.public_access_cidrs[_]
