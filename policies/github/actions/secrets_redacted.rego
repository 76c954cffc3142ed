# METADATA
# title: Structured secrets are not unpacked in logs
# description: >-
#   GitHub masks a secret in logs only as the whole text that was stored. `fromJSON(secrets.X).key`
#   makes a new text out of it that no mask covers.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Store each value as a secret of its own.
#   aliases: [zizmor/unredacted-secrets]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secrets
package provost.github.actions.secrets_redacted

import rego.v1

import data.provost.lib.github

deny contains finding if {
	some expression in github.expressions(input.resource.pipeline)
	regex.match(`fromjson[(] *secrets($|[^a-z0-9_-])`, lower(expression.text))
	finding := github.at(expression, "part of a secret escapes the masking of logs")
}
