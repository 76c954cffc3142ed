# METADATA
# title: Steps run in shells that tools can read
# description: >-
#   `shell: cmd` has no grammar that a scanner, or most readers, can follow; other shells than
#   bash, sh, pwsh, powershell and python are known to nobody but their users. `pip-install` of
#   setup-python installs into the runner's own Python, which differs from runner to runner.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Use `shell: bash` or `shell: pwsh`, and a virtual environment for Python packages.
#   aliases: [zizmor/misfeature]
#   references:
#     - https://docs.zizmor.sh/audits/#misfeature
package provost.github.actions.shells_well_known

import rego.v1

import data.provost.lib.github

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.run
	shell := name(step.shell)
	not shell in {"bash", "sh", "pwsh", "powershell", "python"}
	finding := {"message": sprintf("step runs in the shell %s", [shell]), "path": array.concat(step.path, ["shell"])}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	github.uses_action(step, {"actions/setup-python"})
	some key, _ in step["with"]
	lower(key) == "pip-install"
	finding := {
		"message": "packages are installed into the Python of the runner",
		"path": array.concat(step.path, ["with", key]),
	}
}

# The command without its path, extension and arguments: `/bin/bash -e {0}` is bash.
name(shell) := trim_suffix(lower(words[count(words) - 1]), ".exe") if {
	words := split(split(trim_space(shell), " ")[0], "/")
}
