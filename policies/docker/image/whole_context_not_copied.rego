# METADATA
# title: Image takes chosen files from the build context
# description: >-
#   `COPY . .` into the image takes what happens to lie in the folder: `.git`, `.env`, keys,
#   test data, unless `.dockerignore` names each. Stages that are thrown away are not judged.
# custom:
#   severity: info
#   category: secrets in configuration
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Copy the folders and files that the image needs:
#
#       COPY package.json package-lock.json ./
#       COPY src/ src/
#   aliases: []
#   references:
#     - https://docs.docker.com/build/building/best-practices/#exclude-with-dockerignore
package provost.docker.image.whole_context_not_copied

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	input.resource.attributes.final
	some keyword in ["COPY", "ADD"]
	some entry in dockerfile.of(input.resource, keyword)
	not entry.flags.from
	regex.match(`^(\[ *")?[.]?/?[*]?["', ]`, entry.value)
	finding := {"message": "the whole build context is copied into the image", "path": entry.path}
}
