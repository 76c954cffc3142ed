# METADATA
# title: RDS instance allows IAM database authentication
# description: >-
#   Looks at `iam_database_authentication_enabled` of MySQL and PostgreSQL instances; other engines
#   are not judged. With it on, people and workloads sign in with short-lived tokens in place of
#   stored passwords. The provider's default is off.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_db_instance]
#   remediation: |-
#     Set `iam_database_authentication_enabled = true`, grant `rds-db:connect` to the roles that
#     need it, and create database users for them. It applies in place; passwords go on working.
#   aliases: [CKV_AWS_161, AVD-AWS-0176]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html"]
package provost.aws.rds.iam_authentication_enabled

import rego.v1

import data.provost.lib.values

applicable if input.resource.attributes.engine in {"mysql", "postgres"}

deny contains finding if {
	applicable
	not values.is_true(input.resource.attributes.iam_database_authentication_enabled)
	finding := {"message": "IAM database authentication is off", "path": ["iam_database_authentication_enabled"]}
}
