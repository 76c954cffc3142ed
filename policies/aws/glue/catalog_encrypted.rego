# METADATA
# title: Glue data catalog is encrypted
# description: >-
#   Looks at the settings of the catalog: `catalog_encryption_mode` must be KMS and passwords of
#   connections must be encrypted.
# custom:
#   severity: medium
#   category: encryption at rest
#   resources: [aws_glue_data_catalog_encryption_settings]
#   params: {}
#   remediation: |-
#     Set `catalog_encryption_mode = "SSE-KMS"` and `return_connection_password_encrypted =
#     true` with keys.
#   aliases: [CKV_AWS_94]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glue_data_catalog_encryption_settings
package provost.aws.glue.catalog_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not metadata_encrypted
	finding := {"message": "metadata of the catalog is not encrypted", "path": ["data_catalog_encryption_settings", 0, "encryption_at_rest"]}
}

deny contains finding if {
	not passwords_encrypted
	finding := {"message": "passwords of connections are not encrypted", "path": ["data_catalog_encryption_settings", 0, "connection_password_encryption"]}
}

metadata_encrypted if input.resource.attributes.data_catalog_encryption_settings[_].encryption_at_rest[_].catalog_encryption_mode in {"SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"}

passwords_encrypted if values.is_true(input.resource.attributes.data_catalog_encryption_settings[_].connection_password_encryption[_].return_connection_password_encrypted)
