# METADATA
# title: WAFv2 web ACL logs
# description: >-
#   Looks for `aws_wafv2_web_acl_logging_configuration` of a web ACL. Without it requests that
#   were blocked or counted leave no trace beyond samples.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_wafv2_web_acl]
#   params: {}
#   remediation: |-
#     Add `aws_wafv2_web_acl_logging_configuration`; the name of its target starts with
#     `aws-waf-logs-`.
#   aliases: [CKV2_AWS_31]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_logging_configuration
package provost.aws.waf.web_acl_logged

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "the web ACL writes no logs", "path": []}
}

given if input.related.aws_wafv2_web_acl_logging_configuration
