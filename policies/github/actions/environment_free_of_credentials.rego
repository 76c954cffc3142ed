# METADATA
# title: Workflow holds no literal credentials
# description: >-
#   A password, token or key in a workflow file is known to everyone who can read the repository and
#   its history. Judged are `env:` and `with:` entries whose name promises a credential and values
#   in the form of one; containers of throw-away test services are not.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Revoke the credential, store the new one as a secret of an environment, and write `${{
#     secrets.NAME }}`.
#   aliases: []
#   references:
#     - https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets
package provost.github.actions.environment_free_of_credentials

import rego.v1

import data.provost.lib.secrets

known(name, value) if {
	secrets.literal(name, value)
	not throwaway(value)
}

# Passwords of databases that live as long as the job.
throwaway(value) if lower(value) in {
	"postgres", "mysql", "root", "password", "pass", "test", "testing", "tests", "secret", "admin",
	"example", "dummy", "fake", "ci", "changeme", "localhost", "user", "mariadb", "guest", "minio",
	"minioadmin",
}

throwaway(value) if regex.match(`^(test|fake|dummy|example|mock)[-_ ]|[-_ ](test|fake|dummy|example|mock)$|@(localhost|127[.]0[.]0[.]1|postgres|mysql|redis|db|database|rabbitmq|mongo|mongodb|mariadb)([:/?]|$)`, lower(value))

deny contains finding if {
	some name, value in input.resource.pipeline.env
	known(name, value)
	finding := {
		"message": sprintf("%s holds a literal credential", [name]),
		"path": ["env", name],
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some name, value in job.env
	known(name, value)
	finding := {
		"message": sprintf("%s holds a literal credential", [name]),
		"path": array.concat(job.path, ["env", name]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some field in ["env", "with"]
	some name, value in step[field]
	known(name, value)
	finding := {
		"message": sprintf("%s holds a literal credential", [name]),
		"path": array.concat(step.path, [field, name]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	secrets.credential_value(step.run)
	not throwaway(step.run)
	finding := {
		"message": "script holds a literal credential",
		"path": array.concat(step.path, ["run"]),
	}
}
