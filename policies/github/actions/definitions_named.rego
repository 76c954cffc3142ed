# METADATA
# title: Workflows and jobs have names
# description: >-
#   Without `name:` the lists of runs and required checks show file names and job ids, which change
#   when the file is tidied.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Add `name:` to the workflow and to each job.
#   aliases: [zizmor/anonymous-definition]
#   references:
#     - https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#name
package provost.github.actions.definitions_named

import rego.v1

deny contains finding if {
	not input.resource.attributes.name
	finding := {
		"message": "workflow has no name",
		"path": ["name"],
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	not job.uses
	not input.resource.attributes.jobs[job.id].name
	finding := {
		"message": sprintf("job %s has no name", [job.id]),
		"path": array.concat(job.path, ["name"]),
	}
}
