# METADATA
# title: EFS access point enforces a user
# description: >-
#   Looks for `posix_user`: without it clients act as whatever user they claim, root among them.
# custom:
#   severity: low
#   category: least privilege
#   resources: [aws_efs_access_point]
#   params: {}
#   remediation: |-
#     Add `posix_user` with the ids of an unprivileged user.
#   aliases: [CKV_AWS_330]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_access_point
package provost.aws.efs.access_point_user_enforced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enforced
	finding := {"message": "clients act as any user", "path": ["posix_user"]}
}

enforced if values.number(input.resource.attributes.posix_user[_].uid) >= 0
