# METADATA
# title: COPY of several files names a folder
# description: >-
#   With more than one source the destination has to end with a slash; otherwise the build
#   fails, or with one match takes the name for a file.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     End the destination with `/`.
#   aliases: [AVD-DS-0011, hadolint/DL3021]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#copy
package provost.docker.image.copied_into_folder

import rego.v1

deny contains finding if {
	some index, entry in input.resource.attributes.instructions
	entry.instruction == "COPY"
	not contains(entry.value, "<<")
	words := parts(entry.value)
	count(words) > 2
	not folder(words[count(words) - 1])
	finding := {"message": "several files are copied to what is no folder", "path": ["instructions", index, "value"]}
}

parts(value) := json.unmarshal(value) if {
	startswith(value, "[")
	json.is_valid(value)
}

parts(value) := [word | some word in split(value, " "); word != ""] if {
	not startswith(value, "[")
	not regex.match(`["']`, value)
}

folder(path) if regex.match(`(/|^[.]|[$}\\\\])$`, path)

folder(path) if startswith(path, "$")
