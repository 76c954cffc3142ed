# METADATA
# title: ALB/NLB access logging is on
# description: >-
#   Looks for an `access_logs` block with `enabled = true`. Without access logs neither an attack
#   nor a failure can be traced to a client. In the block of `aws_lb` the provider's default of
#   `enabled` is off. Gateway load balancers write no access logs.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_lb, aws_alb]
#   remediation: |-
#     Add `access_logs` with the `bucket`, a `prefix` and `enabled = true`; the bucket's policy must
#     let the log delivery service write.
#   aliases: [CKV_AWS_91]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"]
package provost.aws.elb.access_logged

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.load_balancer_type == "gateway"

deny contains finding if {
	applicable
	not logged
	finding := {"message": "access logs are not written", "path": ["access_logs", 0, "enabled"]}
}

logged if values.is_true(input.resource.attributes.access_logs[_].enabled)
