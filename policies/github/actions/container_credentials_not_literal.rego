# METADATA
# title: Container credentials are not hard-coded
# description: >-
#   A registry password in a workflow file is known to everyone who can read the repository and its
#   history.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Change the password at the registry, store the new one as a secret, and write `password: ${{
#     secrets.REGISTRY_PASSWORD }}`; for ghcr.io the token of the job is enough.
#   aliases: [zizmor/hardcoded-container-credentials]
#   references:
#     - https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container#defining-credentials-for-a-container-registry
package provost.github.actions.container_credentials_not_literal

import rego.v1

literal(container) if {
	password := container.spec.credentials.password
	is_string(password)
	password != ""
	not contains(password, "${{")
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	literal(job.container)
	finding := {
		"message": sprintf("the container of job %s has a literal registry password", [job.id]),
		"path": array.concat(job.container.path, ["credentials", "password"]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some service in job.services
	literal(service)
	finding := {
		"message": sprintf("service %s has a literal registry password", [service.name]),
		"path": array.concat(service.path, ["credentials", "password"]),
	}
}
