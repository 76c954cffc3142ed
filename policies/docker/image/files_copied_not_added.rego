# METADATA
# title: Local files come in by COPY, not ADD
# description: >-
#   ADD does more than it says: it unpacks archives and downloads, so a file that happens to be
#   an archive ends up as its contents. COPY only copies. ADD of an archive that is to be
#   unpacked, of a URL (judged by its own rule) or of a git repository is its purpose.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Write `COPY` in its place; the arguments are the same.
#   aliases: [CKV_DOCKER_4, AVD-DS-0005, hadolint/DL3020]
#   references:
#     - https://docs.docker.com/build/building/best-practices/#add-or-copy
package provost.docker.image.files_copied_not_added

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.of(input.resource, "ADD")
	not purposeful(entry.value)
	finding := {"message": "ADD is used where COPY does", "path": entry.path}
}

purposeful(value) if regex.match(`[.](tar|tgz|tbz2?|txz|tar[.][a-z0-9]+)(["', ]|$)|[.]tar`, value)

purposeful(value) if regex.match(`(https?|git|ssh|ftp)://|git@`, value)
