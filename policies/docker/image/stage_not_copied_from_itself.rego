# METADATA
# title: Stage does not copy from itself
# description: >-
#   `COPY --from` with the name of the stage that it stands in fails the build, or reads an
#   image of that name from a registry.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Name the earlier stage that the files come from.
#   aliases: [AVD-DS-0006]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#copy---from
package provost.docker.image.stage_not_copied_from_itself

import rego.v1

deny contains finding if {
	some index, entry in input.resource.attributes.instructions
	entry.instruction == "COPY"
	lower(entry.flags.from) == input.resource.attributes.stage
	finding := {"message": sprintf("stage %s copies from itself", [input.resource.attributes.stage]), "path": ["instructions", index, "value"]}
}
