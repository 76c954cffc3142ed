# METADATA
# title: Backup vault uses a customer-managed key
# description: >-
#   Looks at `kms_key_arn` of a vault. With a key of your own, restoring takes permission for the
#   key, and backups can be copied to other accounts. The provider's default is the key that AWS
#   manages.
# custom:
#   severity: medium
#   category: customer-managed keys
#   resources: [aws_backup_vault]
#   remediation: |-
#     Set `kms_key_arn` to a key of your own. The vault is replaced, so make a new one and let the
#     plan write to it.
#   aliases: [CKV_AWS_166]
#   references: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html"]
package provost.aws.backup.vault_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_arn)
	finding := {"message": "backups are not encrypted with a customer-managed key", "path": ["kms_key_arn"]}
}
