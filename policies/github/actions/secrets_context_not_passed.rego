# METADATA
# title: The whole secrets context is not passed on
# description: >-
#   `toJSON(secrets)` and `secrets[computed]` bring every secret of the repository onto the runner,
#   where each step can read them, in place of the one that is needed.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Name each secret that the step needs: `${{ secrets.DEPLOY_TOKEN }}`; choose between two with
#     `cond && secrets.A || secrets.B`.
#   aliases: [zizmor/overprovisioned-secrets]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.secrets_context_not_passed

import rego.v1

import data.provost.lib.github

whole(text) if {
	plain := lower(text)
	regex.match(`tojson[(] *secrets *[)]`, plain)
}

# An index that is not a literal string.
whole(text) if {
	plain := lower(text)
	regex.match(`(^|[^a-z0-9_.-])secrets *\[ *[^' ]`, plain)
}

deny contains finding if {
	some expression in github.expressions(input.resource.pipeline)
	whole(expression.text)
	finding := github.at(expression, "the whole secrets context is handed to the runner")
}
