# METADATA
# title: API Gateway cache is encrypted
# description: >-
#   Looks at `cache_data_encrypted`, off by default: answers that a method caches, with the data
#   in them, then lie in the clear. Settings that switch caching off are not judged.
# custom:
#   severity: medium
#   category: encryption at rest
#   resources: [aws_api_gateway_method_settings]
#   params: {}
#   remediation: |-
#     Set `cache_data_encrypted = true` in `settings`.
#   aliases: [CKV_AWS_308]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_method_settings
package provost.aws.apigateway.cache_encrypted

import rego.v1

import data.provost.lib.values

applicable if {
	setting := input.resource.attributes.settings[_]
	not values.is_false(setting.caching_enabled)
}

deny contains finding if {
	setting := input.resource.attributes.settings[i]
	not values.is_false(setting.caching_enabled)
	not values.is_true(setting.cache_data_encrypted)
	finding := {"message": "cached answers are not encrypted", "path": ["settings", i, "cache_data_encrypted"]}
}
