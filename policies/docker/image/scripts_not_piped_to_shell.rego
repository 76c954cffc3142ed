# METADATA
# title: Steps do not pipe downloads into a shell
# description: >-
#   `curl … | sh` runs whatever the server sends at that moment, as root, and half of it where
#   the connection breaks. What ends up in the image can differ in each build, and nobody can
#   look at it before.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Download a version, verify it, run it:
#
#       ADD --checksum=sha256:… https://example.org/install-1.2.sh /tmp/install.sh
#       RUN sh /tmp/install.sh
#   aliases: []
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.scripts_not_piped_to_shell

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some pattern in patterns
	regex.match(pattern, entry.text)
	finding := {"message": "a download is run by a shell as it arrives", "path": entry.path}
}

patterns := {
	`(curl|wget) [^|;]*[|] *(sudo (-[^ ]+ )*|env |[A-Za-z_]+=[^ ]* )*([^ |;&]*/)?(ba|da|a|z|k)?sh( |$|;|&|\n)`,
	`(curl|wget) [^|;]*[|] *(sudo (-[^ ]+ )*)?([^ |;&]*/)?(python[0-9.]*|perl|ruby|node|php)( -)? *($|;|&|\n)`,
	`(ba|da|a|z)?sh (-[a-z]+ )*["']?([$][(]|<[(]) *(curl|wget) `,
	`eval ["']?[$][(] *(curl|wget) `,
}
