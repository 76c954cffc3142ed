# METADATA
# title: RDS cluster allows IAM database authentication
# description: >-
#   Looks at `iam_database_authentication_enabled` of a database cluster. With it on, people and
#   workloads sign in with short-lived tokens in place of stored passwords. The provider's default
#   is off.
# custom:
#   severity: medium
#   category: authentication
#   resources: [aws_rds_cluster]
#   remediation: |-
#     Set `iam_database_authentication_enabled = true`, grant `rds-db:connect` to the roles that
#     need it, and create database users for them. It applies in place; passwords go on working.
#   aliases: [CKV_AWS_162]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html"]
package provost.aws.rds.cluster_iam_authentication_enabled

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.iam_database_authentication_enabled)
	finding := {"message": "IAM database authentication is off", "path": ["iam_database_authentication_enabled"]}
}
