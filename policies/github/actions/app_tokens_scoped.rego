# METADATA
# title: Tokens of GitHub apps are scoped and revoked
# description: >-
#   `actions/create-github-app-token` without `permission-…` inputs gives a token with everything
#   that the app may do, with `owner` and without `repositories` in every repository of the
#   installation. `skip-token-revoke` leaves it alive after the job.
# custom:
#   severity: high
#   category: least privilege
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Say what it is for:
#
#       with:
#         app-id: ${{ vars.APP_ID }}
#         private-key: ${{ secrets.APP_KEY }}
#         repositories: shop
#         permission-contents: read
#   aliases: [zizmor/github-app]
#   references:
#     - https://docs.zizmor.sh/audits/#github-app
package provost.github.actions.app_tokens_scoped

import rego.v1

import data.provost.lib.github

deny contains finding if {
	some step in tokens
	not scoped(step)
	finding := {"message": "the token may do all that the app may", "path": step.uses.at}
}

deny contains finding if {
	some step in tokens
	github.input_value(step, "owner")
	not github.input_value(step, "repositories")
	not github.input_value(step, "repository")
	finding := {
		"message": "the token is good for every repository of the installation",
		"path": array.concat(step.path, ["with", "owner"]),
	}
}

deny contains finding if {
	some step in tokens
	some key, value in step["with"]
	lower(key) == "skip-token-revoke"
	not value in {false, "false", "False", "FALSE", ""}
	finding := {
		"message": "the token is not revoked when the job ends",
		"path": array.concat(step.path, ["with", key]),
	}
}

tokens contains step if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	github.uses_action(step, {"actions/create-github-app-token"})
}

scoped(step) if {
	some key, _ in step["with"]
	startswith(lower(key), "permission-")
}
