# METADATA
# title: Exposed ports exist
# description: >-
#   Ports end at 65535. EXPOSE of a larger number is a slip that hides the port that was meant.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Correct the number.
#   aliases: [AVD-DS-0008, hadolint/DL3011]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#expose
package provost.docker.image.ports_valid

import rego.v1

deny contains finding if {
	some index, port in input.resource.attributes.expose
	some bound in split(split(port, "/")[0], "-")
	regex.match(`^[0-9]+$`, bound)
	to_number(bound) > 65535
	finding := {"message": sprintf("there is no port %s", [bound]), "path": ["expose", index]}
}
