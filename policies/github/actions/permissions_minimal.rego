# METADATA
# title: Workflow token permissions are minimal
# description: >-
#   Without `permissions:` the token of a job has the default of the repository, which is often
#   write access to everything. `write-all`, `read-all` and write scopes for the whole workflow give
#   it to jobs, and to the actions in them, that do not need it. A reusable workflow gets its
#   permissions from its callers.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Start with nothing or reading for the workflow and add what a job needs to that job:
#
#       permissions:
#         contents: read
#       jobs:
#         release:
#           permissions:
#             contents: write
#   aliases: [CKV2_GHA_1, zizmor/excessive-permissions]
#   references:
#     - https://docs.github.com/en/actions/tutorials/authenticate-with-github_token
package provost.github.actions.permissions_minimal

import rego.v1

import data.provost.lib.github

written if input.resource.pipeline.permissions

written if input.resource.attributes.permissions == null

# Every job says for itself what it needs.
all_jobs_written if {
	every job in input.resource.pipeline.jobs {
		says(job)
	}
}

says(job) if job.permissions

says(job) if not job.effective_permissions["*"] == "default"

deny contains finding if {
	input.resource.pipeline.permissions in {"write-all", "read-all"}
	finding := {
		"message": sprintf("every job gets %s permissions", [input.resource.pipeline.permissions]),
		"path": ["permissions"],
	}
}

deny contains finding if {
	is_object(input.resource.pipeline.permissions)
	some scope, level in input.resource.pipeline.permissions
	level == "write"
	finding := {
		"message": sprintf("every job may write %s", [scope]),
		"path": ["permissions", scope],
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	job.permissions in {"write-all", "read-all"}
	finding := {
		"message": sprintf("job %s gets %s permissions", [job.id, job.permissions]),
		"path": array.concat(job.path, ["permissions"]),
	}
}

# Some jobs without permissions in a workflow without permissions.
deny contains finding if {
	not written
	not github.reusable_only(input.resource.pipeline)
	count(input.resource.pipeline.jobs) > 1
	not all_jobs_written
	finding := {
		"message": "workflow does not say what its token may do",
		"path": ["permissions"],
	}
}

deny contains finding if {
	not written
	some job in input.resource.pipeline.jobs
	not says(job)
	not answered_by_caller(job)
	finding := {
		"message": sprintf("job %s runs with the default permissions of the repository", [job.id]),
		"path": array.concat(job.path, ["permissions"]),
	}
}

answered_by_caller(job) if {
	github.reusable_only(input.resource.pipeline)
	not job.uses
}
