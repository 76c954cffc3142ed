# METADATA
# title: Secret of Actions is not passed as plain text
# description: >-
#   `plaintext_value` puts the secret into the configuration and, whatever it comes from, into
#   Terraform's state in clear. `encrypted_value` holds what only GitHub can open.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [github_actions_secret, github_actions_organization_secret, github_actions_environment_secret, github_dependabot_secret, github_codespaces_secret]
#   params: {}
#   remediation: |-
#     Encrypt the value with the repository's public key, and pass that:
#
#       encrypted_value = filebase64("token.sealed")
#   aliases: [CKV_GIT_4, AVD-GIT-0002]
#   references:
#     - https://registry.terraform.io/providers/integrations/github/latest/docs/resources/actions_secret
package provost.github.secret.values_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	some field in ["plaintext_value", "value"]
	values.present(input.resource.attributes[field])
	finding := {"message": "the secret is passed as plain text", "path": [field]}
}
