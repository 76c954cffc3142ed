# METADATA
# title: Jobs end by a timeout
# description: >-
#   A job without `timeout-minutes` runs for up to six hours: a script that hangs, or one that
#   mines, holds its runner and its token that long.
# custom:
#   severity: low
#   category: capacity limits
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Set it on the job, or on each of its steps:
#
#       timeout-minutes: 15
#   aliases: [zizmor/timeout-minutes]
#   references:
#     - https://docs.zizmor.sh/audits/#timeout-minutes
package provost.github.actions.timeouts_set

import rego.v1

applicable if input.resource.pipeline.kind == "workflow"

jobs contains job if {
	some job in input.resource.pipeline.jobs
	not job.uses
	not limited(input.resource.attributes.jobs[job.id])
}

limited(native) if native["timeout-minutes"]

limited_steps(job) := {index |
	some index, step in input.resource.attributes.jobs[job.id].steps
	limited(step)
}

deny contains finding if {
	applicable
	some job in jobs
	count(limited_steps(job)) == 0
	finding := {"message": sprintf("job %s has no timeout", [job.id]), "path": job.path}
}

deny contains finding if {
	applicable
	some job in jobs
	known := limited_steps(job)
	count(known) > 0
	some index, _ in input.resource.attributes.jobs[job.id].steps
	not index in known
	finding := {"message": sprintf("a step of job %s has no timeout", [job.id]), "path": array.concat(job.path, ["steps", index])}
}
