# METADATA
# title: Workflows limit concurrency
# description: >-
#   Without `concurrency:` every push starts another run beside those that are still going: minutes
#   are burnt, and two deployments can overtake each other. Reusable workflows are limited by their
#   callers.
# custom:
#   severity: low
#   category: capacity limits
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Add
#
#       concurrency:
#         group: ${{ github.workflow }}-${{ github.ref }}
#         cancel-in-progress: true
#
#     (`false` for deployments).
#   aliases: [zizmor/concurrency-limits]
#   references:
#     - https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
package provost.github.actions.concurrency_limited

import rego.v1

import data.provost.lib.github

applicable if not github.reusable_only(input.resource.pipeline)

bare(value) if is_string(value)

deny contains finding if {
	applicable
	bare(input.resource.pipeline.concurrency)
	finding := {
		"message": "workflow concurrency does not say whether runs in progress are cancelled",
		"path": ["concurrency"],
	}
}

unlimited contains job.id if {
	some job in input.resource.pipeline.jobs
	not job.uses
	not job.concurrency
}

deny contains finding if {
	applicable
	not input.resource.pipeline.concurrency
	count(unlimited) > 0
	finding := {
		"message": "workflow does not limit how many of its runs go at once",
		"path": ["on"],
	}
}

deny contains finding if {
	applicable
	not input.resource.pipeline.concurrency
	some job in input.resource.pipeline.jobs
	not job.uses
	bare(job.concurrency)
	finding := {
		"message": sprintf("the concurrency of job %s does not say whether runs in progress are cancelled", [job.id]),
		"path": array.concat(job.path, ["concurrency"]),
	}
}
