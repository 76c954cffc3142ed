# METADATA
# title: Public ALB is behind a WAF
# description: >-
#   Looks for a web ACL association that refers to a public application load balancer. A web ACL
#   filters known attacks and limits rates. Internal load balancers, and those of the network and
#   gateway type, are not judged.
# custom:
#   severity: medium
#   category: threat detection and filtering
#   resources: [aws_lb, aws_alb]
#   remediation: |-
#     Add an `aws_wafv2_web_acl_association` with the ARN of the load balancer as `resource_arn` and
#     the ARN of a regional web ACL.
#   aliases: [CKV2_AWS_28]
#   references: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html"]
package provost.aws.elb.waf_attached

import rego.v1

import data.provost.lib.values

applicable if {
	not values.is_true(input.resource.attributes.internal)
	not input.resource.attributes.load_balancer_type in {"network", "gateway"}
}

deny contains finding if {
	applicable
	not protected
	finding := {"message": "no web ACL filters requests to the public load balancer", "path": []}
}

protected if input.related.aws_wafv2_web_acl_association

protected if input.related.aws_wafregional_web_acl_association
