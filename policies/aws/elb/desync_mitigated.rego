# METADATA
# title: Load balancer desync mitigation is defensive or strict
# description: >-
#   Looks at `desync_mitigation_mode`, `defensive` by default. `monitor` lets requests through
#   that the load balancer and its targets read differently, by which one request is smuggled
#   within another.
# custom:
#   severity: low
#   category: threat detection and filtering
#   resources: [aws_lb, aws_alb]
#   params: {}
#   remediation: |-
#     Remove `monitor`, or set `strictest`.
#   aliases: [CKV_AWS_328]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb
package provost.aws.elb.desync_mitigated

import rego.v1

deny contains finding if {
	input.resource.attributes.desync_mitigation_mode in {"monitor"}
	finding := {"message": "ambiguous requests are let through", "path": ["desync_mitigation_mode"]}
}
