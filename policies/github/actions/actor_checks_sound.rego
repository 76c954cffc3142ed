# METADATA
# title: Actor checks cannot be spoofed
# description: >-
#   `github.actor` is who caused the last event, not who wrote the code: on a pull request of a bot,
#   anyone who can push to its branch or comment in its name passes `github.actor ==
#   'dependabot[bot]'`.
# custom:
#   severity: high
#   category: authentication
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Ask who wrote the pull request, and that it is of this repository:
#     `github.event.pull_request.user.login == 'dependabot[bot]' && github.repository ==
#     github.event.pull_request.head.repo.full_name`.
#   aliases: [zizmor/bot-conditions]
#   references:
#     - https://www.synacktiv.com/publications/github-actions-exploitation-dependabot
package provost.github.actions.actor_checks_sound

import rego.v1

# One writing: lower case, `github.actor` for `github['actor']`.
plain(condition) := replace(replace(lower(condition), "['", "."), "']", "")

spoofable(condition) if {
	regex.match(`github[.](actor|triggering_actor|event[.]pull_request[.]sender[.]login) *== *'[^']*\[bot\]'|'[^']*\[bot\]' *== *github[.](actor|triggering_actor|event[.]pull_request[.]sender[.]login)($|[^a-z_])`, plain(condition))
}

# The numbers of dependabot, dependabot-preview and renovate.
spoofable(condition) if {
	regex.match(`github[.](actor_id|event[.]pull_request[.]sender[.]id) *== *'?(29110|49699333|27856297|29139614)'?($|[^0-9])|'?(29110|49699333|27856297|29139614)'? *== *github[.](actor_id|event[.]pull_request[.]sender[.]id)($|[^a-z_])`, plain(condition))
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	spoofable(job["if"])
	finding := {
		"message": sprintf("job %s trusts an actor that can be spoofed", [job.id]),
		"path": array.concat(job.path, ["if"]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	spoofable(step["if"])
	finding := {
		"message": "step trusts an actor that can be spoofed",
		"path": array.concat(step.path, ["if"]),
	}
}
