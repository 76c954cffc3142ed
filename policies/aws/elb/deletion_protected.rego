# METADATA
# title: Load balancer has deletion protection
# description: >-
#   Looks at `enable_deletion_protection`. With it on nobody deletes the load balancer, and with it
#   the address that clients know, without switching the protection off first. The provider's
#   default is off.
# custom:
#   severity: medium
#   category: deletion protection
#   resources: [aws_lb, aws_alb]
#   remediation: |-
#     Set `enable_deletion_protection = true`; it applies in place. To remove the load balancer
#     later, switch it off in a change of its own first.
#   aliases: [CKV_AWS_150]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"]
package provost.aws.elb.deletion_protected

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.enable_deletion_protection)
	finding := {"message": "deletion protection is off", "path": ["enable_deletion_protection"]}
}
