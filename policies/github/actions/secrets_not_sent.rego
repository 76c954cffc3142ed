# METADATA
# title: curl does not send secrets away
# description: >-
#   A command that sends a secret over the network with curl or wget puts it on a command line
#   (process list, debug log) and trusts the address: a changed address takes the secret along.
# custom:
#   severity: medium
#   category: pipeline injection
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Hand the secret over in `env:` and read it from there by file or standard input (`curl --config
#     -`, `-H @-`), or use the action of the service.
#   aliases: [CKV_GHA_3]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.secrets_not_sent

import rego.v1

sends(run) if {
	some line in split(replace(run, "\\\n", " "), "\n")
	regex.match(`(^|[ ;&|(])(curl|wget|http|https|invoke-webrequest|invoke-restmethod|iwr)[ ]`, lower(line))
	regex.match(`[$][{][{][^}]*secrets[.\[]`, lower(line))
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	sends(step.run)
	finding := {
		"message": "a network command has a secret on its command line",
		"path": array.concat(step.path, ["run"]),
	}
}
