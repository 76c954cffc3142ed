# METADATA
# title: Build takes no secrets as arguments
# description: >-
#   The value of a build argument is recorded in the history of the image and in the provenance
#   of the build, and an ENV made from it stays in the image. `ARG NPM_TOKEN` therefore gives
#   the token to everyone who can pull. Arguments of stages that are thrown away reach the build
#   cache only.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Mount the secret for the step that needs it:
#
#       RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci
#   aliases: [AVD-DS-0031]
#   references:
#     - https://docs.docker.com/build/building/secrets/
package provost.docker.image.secrets_not_passed_as_arguments

import rego.v1

import data.provost.lib.secrets

deny contains finding if {
	input.resource.attributes.final
	some name, value in input.resource.attributes.args
	value in {null, ""}
	secrets.credential_name(name)
	finding := {"message": sprintf("the build takes %s as an argument", [name]), "path": ["args", name]}
}

deny contains finding if {
	input.resource.attributes.final
	some name, value in input.resource.attributes.env
	secrets.credential_name(name)
	is_string(value)
	regex.match(`^[$][{]?[A-Za-z_]`, value)
	finding := {"message": sprintf("%s is kept in the image", [name]), "path": ["env", name]}
}
