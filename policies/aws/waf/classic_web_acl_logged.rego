# METADATA
# title: WAF web ACL logs
# description: >-
#   Looks for `logging_configuration` of a classic web ACL. Without it requests that were
#   blocked or counted leave no trace beyond samples.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_waf_web_acl, aws_wafregional_web_acl]
#   params: {}
#   remediation: |-
#     Add `logging_configuration` with a Firehose stream, or move to WAFv2.
#   aliases: [CKV_AWS_176]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/waf_web_acl
package provost.aws.waf.classic_web_acl_logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not given
	finding := {"message": "the web ACL writes no logs", "path": ["logging_configuration", 0, "log_destination"]}
}

given if values.present(input.resource.attributes.logging_configuration[_].log_destination)
