# METADATA
# title: ALB drops invalid headers
# description: >-
#   Looks at `drop_invalid_header_fields` of application load balancers. Header fields with
#   characters that the standard forbids are a means of request smuggling; the provider's default
#   passes them to the targets.
# custom:
#   severity: high
#   category: threat detection and filtering
#   resources: [aws_lb, aws_alb]
#   remediation: |-
#     Set `drop_invalid_header_fields = true`. It applies in place; header names with underscores
#     are dropped as well.
#   aliases: [CKV_AWS_131, AVD-AWS-0052]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"]
package provost.aws.elb.invalid_headers_dropped

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.load_balancer_type in {"network", "gateway"}

deny contains finding if {
	applicable
	not values.is_true(input.resource.attributes.drop_invalid_header_fields)
	finding := {"message": "invalid header fields are passed on", "path": ["drop_invalid_header_fields"]}
}
