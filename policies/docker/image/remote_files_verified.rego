# METADATA
# title: Files added from URLs are verified
# description: >-
#   `ADD https://…` puts whatever the server sends into the image. With `--checksum` the build
#   stops when it is not what was expected; a git URL is fixed by a commit.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Add the checksum, and use https:
#
#       ADD --checksum=sha256:… https://example.org/tool-1.2.tar.gz /tmp/
#   aliases: [CKV_DOCKER_4]
#   references:
#     - https://docs.docker.com/reference/dockerfile/#add---checksum
package provost.docker.image.remote_files_verified

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.of(input.resource, "ADD")
	regex.match(`(^|[ "'\[])(https?|ftp)://`, entry.value)
	not entry.flags.checksum
	not regex.match(`[.]git(#[0-9a-f]{40}[ :"]|["' ])`, entry.value)
	finding := {"message": "a download is added without a checksum", "path": entry.path}
}
