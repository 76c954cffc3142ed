# METADATA
# title: Sources are fetched over TLS
# description: >-
#   What a script downloads by `http://` or `git://` can be replaced on the way, and is then built
#   or run with the rights of the job. Addresses of the runner itself and of services of the job are
#   not judged.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Write `https://`, and check the download against a known hash.
#   aliases: [zizmor/insecure-url-scheme]
#   references:
#     - https://docs.github.com/en/actions/reference/security/secure-use
package provost.github.actions.sources_over_tls

import rego.v1

clear(line) if {
	regex.match(`(^|[ ;&|("'=])(curl|wget|git clone|git fetch|git remote add|git submodule add|pip install|pip3 install|npm install|npm config|gem install|apt-add-repository|add-apt-repository|iwr|invoke-webrequest|go get|helm repo add)[ ]`, lower(line))
	regex.match(`(^|[ "'=])(http|git)://`, lower(line))
	not regex.match(`(http|git)://(localhost|127[.]|0[.]0[.]0[.]0|10[.]|192[.]168[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|169[.]254[.]|\[|\$|[a-z0-9_-]+([:/ "']|$)|[a-z0-9.-]+[.](local|internal|test|svc|localhost))`, lower(line))
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	bad := [line | some line in split(step.run, "\n"); clear(line)]
	count(bad) > 0
	finding := {
		"message": "script fetches over a connection without TLS",
		"path": array.concat(step.path, ["run"]),
	}
}
