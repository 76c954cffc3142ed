# METADATA
# title: Dispatch inputs cannot alter the build
# description: >-
#   A build whose parameters are chosen by hand cannot be repeated from the source alone: who starts
#   it decides what comes out (SLSA asks that nothing but the entry point is chosen).
# custom:
#   severity: low
#   category: pipeline injection
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Remove `inputs` from build and release workflows; take parameters from files in the repository.
#   aliases: [CKV_GHA_7]
#   references:
#     - https://slsa.dev/spec/v1.0/requirements
package provost.github.actions.dispatch_inputs_absent

import rego.v1

deny contains finding if {
	some trigger in input.resource.pipeline.triggers
	trigger.event == "workflow_dispatch"
	count(trigger.filters.inputs) > 0
	finding := {
		"message": "workflow_dispatch takes inputs",
		"path": array.concat(trigger.path, ["inputs"]),
	}
}
