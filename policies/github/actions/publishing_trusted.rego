# METADATA
# title: Packages are published by OIDC, not tokens
# description: >-
#   PyPI, npm, crates.io, RubyGems and NuGet take a short-lived identity of the workflow (trusted
#   publishing) in place of a token that works from anywhere until somebody revokes it.
# custom:
#   severity: low
#   category: authentication
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Register the workflow as a trusted publisher with the index, give the job `id-token: write`, and
#     delete the token.
#   aliases: [zizmor/use-trusted-publishing]
#   references:
#     - https://docs.pypi.org/trusted-publishers/
#     - https://docs.npmjs.com/trusted-publishers
package provost.github.actions.publishing_trusted

import rego.v1

import data.provost.lib.github

inputs := {
	"pypa/gh-action-pypi-publish": "password",
	"rubygems/configure-rubygems-credentials": "api-token",
}

# The action is told of another index, which may know no trusted publishing.
other_index(step) if {
	value := github.input_value(step, "repository-url")
	count(value) > 0
	not value in {"https://upload.pypi.org/legacy/", "https://test.pypi.org/legacy/"}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.uses.kind == "action"
	name := inputs[github.action(step.uses)]
	github.input_value(step, name) != ""
	not other_index(step)
	finding := {
		"message": sprintf("%s publishes with a stored token", [step.uses.raw]),
		"path": array.concat(step.path, ["with", name]),
	}
}

publishes(line) if {
	regex.match(`(^|[ ;&|(])(cargo +publish|(uv|hatch|pdm|poetry|npm|pnpm|yarn|bun) +([a-z-]+ +)?publish|twine +upload|gem +push|dotnet +nuget +push|nuget +push)($|[ ;&|])`, line)
	not regex.match(`--dry-run| -n( |$)`, line)
}

stored(step) if {
	some expression in step.expressions
	some context in expression.context
	startswith(context, "secrets.")
	context != "secrets.github_token"
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	stored(step)
	bad := [line | some line in split(step.run, "\n"); publishes(line)]
	count(bad) > 0
	finding := {
		"message": "script publishes with a stored token",
		"path": array.concat(step.path, ["run"]),
	}
}
