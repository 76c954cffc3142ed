# METADATA
# title: VPC endpoint service needs manual acceptance
# description: >-
#   Looks at `acceptance_required`: without it every principal that is allowed connects by
#   itself.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [aws_vpc_endpoint_service]
#   params: {}
#   remediation: |-
#     Set `acceptance_required = true`.
#   aliases: [CKV_AWS_123]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_service
package provost.aws.vpc.endpoint_service_accepts_by_hand

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.acceptance_required)
	finding := {"message": "connections are accepted by themselves", "path": ["acceptance_required"]}
}
