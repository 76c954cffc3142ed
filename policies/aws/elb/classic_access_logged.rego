# METADATA
# title: Classic ELB access logging is on
# description: >-
#   Looks for an `access_logs` block of a classic load balancer that is not switched off. Without
#   access logs neither an attack nor a failure can be traced to a client. In the block of `aws_elb`
#   the provider's default of `enabled` is on.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_elb]
#   remediation: |-
#     Add `access_logs` with the `bucket` and an `interval` of 5 or 60 minutes; the bucket's policy
#     must let the load balancer write.
#   aliases: [CKV_AWS_92]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html"]
package provost.aws.elb.classic_access_logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not logged
	finding := {"message": "access logs are not written", "path": ["access_logs", 0, "enabled"]}
}

logged if {
	logs := input.resource.attributes.access_logs[_]
	not values.is_false(logs.enabled)
}
