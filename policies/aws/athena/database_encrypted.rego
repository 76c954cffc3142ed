# METADATA
# title: Athena database results are encrypted
# description: >-
#   Looks for `encryption_configuration` of a database. Without it the results that Athena writes
#   are encrypted only as the bucket is. The provider's default is none.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_athena_database]
#   remediation: |-
#     Add `encryption_configuration` with `encryption_option = "SSE_KMS"` and a `kms_key`, or
#     `SSE_S3`. The database is replaced.
#   aliases: [CKV_AWS_77, AVD-AWS-0006]
#   references: ["https://docs.aws.amazon.com/athena/latest/ug/encryption.html"]
package provost.aws.athena.database_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not encrypted
	finding := {"message": "query results are not encrypted", "path": ["encryption_configuration"]}
}

encrypted if values.present(input.resource.attributes.encryption_configuration[_].encryption_option)
