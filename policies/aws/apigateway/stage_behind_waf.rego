# METADATA
# title: API Gateway stage is behind a WAF
# description: >-
#   Looks for the association of a stage with a web ACL. Without one, floods and known attacks
#   reach the code behind the API.
# custom:
#   severity: medium
#   category: threat detection and filtering
#   resources: [aws_api_gateway_stage]
#   params: {}
#   remediation: |-
#     Add `aws_wafv2_web_acl_association` with the ARN of the stage.
#   aliases: [CKV2_AWS_29]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association
package provost.aws.apigateway.stage_behind_waf

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "the stage is behind no web ACL", "path": []}
}

given if input.related.aws_wafv2_web_acl_association

given if input.related.aws_wafregional_web_acl_association
