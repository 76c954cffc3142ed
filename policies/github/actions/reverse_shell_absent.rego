# METADATA
# title: netcat opens no shell
# description: >-
#   netcat to an address, a shell bound to a socket or bash on /dev/tcp are how an intruder gets a
#   terminal on a runner; a build has no use for them.
# custom:
#   severity: medium
#   category: pipeline injection
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Remove the command, rotate every secret that the workflow can read, and find out who added it.
#     To wait for a port use `nc -z`.
#   aliases: [CKV_GHA_4]
#   references:
#     - https://attack.mitre.org/techniques/T1059/004/
package provost.github.actions.reverse_shell_absent

import rego.v1

opens(line) if {
	regex.match(`(^|[ ;&|(])(nc|ncat|netcat) `, line)
	regex.match(`[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}`, line)
	not regex.match(` -[a-z]*z|127[.]0[.]0[.]1`, line)
}

opens(line) if regex.match(`(^|[ ;&|(])(nc|ncat|netcat) .*-[a-z]*e +/?[a-z/]*sh`, line)

opens(line) if regex.match(`(bash|sh) +-i.*/dev/(tcp|udp)/`, line)

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	bad := [line | some line in split(step.run, "\n"); opens(line)]
	count(bad) > 0
	finding := {
		"message": "script opens a shell over the network",
		"path": array.concat(step.path, ["run"]),
	}
}
