# METADATA
# title: RDS instance storage is encrypted
# description: >-
#   Looks at `storage_encrypted` of a database instance. Unencrypted storage leaves data files,
#   logs, snapshots and read replicas readable to whoever gets hold of the volume or a snapshot. The
#   provider's default is off; a replica in the same region takes the setting of its source and is
#   not judged where it says nothing itself.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_db_instance]
#   remediation: |-
#     Set `storage_encrypted = true`, and `kms_key_id` where your own key is wanted.
#
#     It cannot be switched on in place: the instance is replaced. To keep the data, take a
#     snapshot, copy it with encryption, and restore the new instance from the copy.
#   aliases: [CKV_AWS_16, AVD-AWS-0080]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"]
package provost.aws.rds.storage_encrypted

import rego.v1

import data.provost.lib.values

applicable if values.is_true(input.resource.attributes.storage_encrypted)

applicable if values.is_false(input.resource.attributes.storage_encrypted)

applicable if not values.present(input.resource.attributes.replicate_source_db)

deny contains finding if {
	applicable
	not values.is_true(input.resource.attributes.storage_encrypted)
	finding := {"message": "storage is not encrypted", "path": ["storage_encrypted"]}
}
