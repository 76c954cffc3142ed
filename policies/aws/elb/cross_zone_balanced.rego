# METADATA
# title: Network load balancer balances across zones
# description: >-
#   Looks at `enable_cross_zone_load_balancing` of network and gateway load balancers, off by
#   default: a zone with few targets is overloaded while others idle. Application load balancers
#   always balance across zones.
# custom:
#   severity: low
#   category: availability
#   resources: [aws_lb, aws_alb]
#   params: {}
#   remediation: |-
#     Set `enable_cross_zone_load_balancing = true`.
#   aliases: [CKV_AWS_152]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb
package provost.aws.elb.cross_zone_balanced

import rego.v1

import data.provost.lib.values

applicable if input.resource.attributes.load_balancer_type in {"network", "gateway"}

deny contains finding if {
	applicable
	not values.is_true(input.resource.attributes.enable_cross_zone_load_balancing)
	finding := {"message": "targets of other zones get no requests", "path": ["enable_cross_zone_load_balancing"]}
}
