# METADATA
# title: Dockerfile holds no literal credentials
# description: >-
#   ENV, ARG and LABEL values and the text of RUN steps stay in the image and in its history,
#   where `docker history` shows them to everyone who can pull it, beside the repository's own
#   history. Judged are names that promise a credential and values in the form of one.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Change the credential. At build time mount it, at run time hand it in:
#
#       RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci
#   aliases: [CKV_DOCKER_1005, AVD-DS-0031]
#   references:
#     - https://docs.docker.com/build/building/secrets/
package provost.docker.image.instructions_free_of_credentials

import rego.v1

import data.provost.lib.dockerfile
import data.provost.lib.secrets

deny contains finding if {
	some map in ["env", "args", "labels"]
	some name, value in input.resource.attributes[map]
	secrets.literal(name, value)
	finding := {"message": sprintf("a literal credential stands in %s", [name]), "path": [map, name]}
}

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	secrets.credential_value(entry.text)
	finding := {"message": "a literal credential stands in a RUN step", "path": entry.path}
}
