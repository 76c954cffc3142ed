# METADATA
# title: EFS file system is encrypted
# description: >-
#   Looks at `encrypted` of a file system. The provider's default is off, and it can be chosen only
#   when the file system is created.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_efs_file_system]
#   remediation: |-
#     Set `encrypted = true` (and `kms_key_id` for your own key). The file system is replaced: copy
#     the data over with DataSync or restore a backup.
#   aliases: [CKV_AWS_42, AVD-AWS-0037]
#   references: ["https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html"]
package provost.aws.efs.encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.encrypted)
	finding := {"message": "the file system is not encrypted", "path": ["encrypted"]}
}
