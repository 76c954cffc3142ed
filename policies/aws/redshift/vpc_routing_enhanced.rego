# METADATA
# title: Redshift uses enhanced VPC routing
# description: >-
#   Looks at `enhanced_vpc_routing`, off by default: COPY and UNLOAD then go around the VPC, its
#   endpoints, security groups and flow logs.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [aws_redshift_cluster]
#   params: {}
#   remediation: |-
#     Set `enhanced_vpc_routing = true`, with an endpoint for S3 in the VPC.
#   aliases: [CKV_AWS_321]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_cluster
package provost.aws.redshift.vpc_routing_enhanced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.enhanced_vpc_routing)
	finding := {"message": "loads and unloads go around the VPC", "path": ["enhanced_vpc_routing"]}
}
