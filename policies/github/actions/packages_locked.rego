# METADATA
# title: Packages are installed from a lock file
# description: >-
#   `gem install NAME` takes the newest version that the index has, with dependencies that nobody
#   has seen. A Gemfile with its lock takes what was reviewed.
# custom:
#   severity: low
#   category: supply chain integrity
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Declare the gem in a Gemfile, commit its lock, and run `bundle install`.
#   aliases: [zizmor/adhoc-packages]
#   references:
#     - https://docs.zizmor.sh/audits/#adhoc-packages
package provost.github.actions.packages_locked

import rego.v1

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some line in split(step.run, "\n")
	regex.match(`(^|[;&|(]|sudo )\s*gem(\s+-[^\s]+)*\s+install(\s+-[^\s]+)*\s+[^-\s;&|]`, line)
	finding := {
		"message": sprintf("`%s` installs a package outside of a lock file", [trim_space(line)]),
		"path": array.concat(step.path, ["run"]),
	}
}
