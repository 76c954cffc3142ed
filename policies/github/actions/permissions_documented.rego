# METADATA
# title: Permissions of the token are explained
# description: >-
#   A comment beside each permission says what needs it, so that a reviewer can tell a grant that
#   is still needed from one that was forgotten. `contents: read` alone speaks for itself.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Say why, on the same line or the one above:
#
#       permissions:
#         contents: write # pushes the tag of the release
#   aliases: [zizmor/undocumented-permissions]
#   references:
#     - https://docs.zizmor.sh/audits/#undocumented-permissions
package provost.github.actions.permissions_documented

import rego.v1

applicable if input.resource.pipeline.system == "github-actions"

deny contains finding if {
	some scope in input.resource.pipeline.permissions_undocumented
	not plain(input.resource.pipeline.permissions)
	finding := {
		"message": sprintf("no comment says why every job has %s", [scope]),
		"path": ["permissions", scope],
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some scope in job.permissions_undocumented
	not plain(job.permissions)
	finding := {
		"message": sprintf("no comment says why job %s has %s", [job.id, scope]),
		"path": array.concat(job.path, ["permissions", scope]),
	}
}

plain(permissions) if permissions == {"contents": "read"}
