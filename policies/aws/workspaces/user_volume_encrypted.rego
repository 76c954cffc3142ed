# METADATA
# title: WorkSpaces user volume is encrypted
# description: >-
#   Looks at `user_volume_encryption_enabled` of a workspace. The provider's default is off, and it
#   can be chosen only when the workspace is created.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_workspaces_workspace]
#   remediation: |-
#     Set `user_volume_encryption_enabled = true` and `volume_encryption_key` to a KMS key. The
#     workspace is replaced.
#   aliases: [CKV_AWS_155, AVD-AWS-0109]
#   references: ["https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html"]
package provost.aws.workspaces.user_volume_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.user_volume_encryption_enabled)
	finding := {"message": "the user volume is not encrypted", "path": ["user_volume_encryption_enabled"]}
}
