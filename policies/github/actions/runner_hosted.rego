# METADATA
# title: Public workflows avoid self-hosted runners
# description: >-
#   A self-hosted runner that is not thrown away after each job keeps what one run left behind for
#   the next, and in a public repository anyone can start a run with a pull request.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Use a runner of GitHub, or one that is made for each job (Actions Runner Controller,
#     `--ephemeral`) and started only for trusted events; then waive this finding.
#   aliases: [zizmor/self-hosted-runner]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners
package provost.github.actions.runner_hosted

import rego.v1

import data.provost.lib.github

self_hosted(job) if {
	some label in job.runs_on
	label == "self-hosted"
}

self_hosted(job) if job.runner_group

# A label from the matrix that can be self-hosted.
self_hosted(job) if {
	some label in job.runs_on
	some value in github.matrix_values(job, label)
	contains(sprintf("%v", [value]), "self-hosted")
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	self_hosted(job)
	finding := {
		"message": sprintf("job %s runs on a self-hosted runner", [job.id]),
		"path": array.concat(job.path, ["runs-on"]),
	}
}
