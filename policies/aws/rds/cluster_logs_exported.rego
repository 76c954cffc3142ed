# METADATA
# title: RDS cluster exports its logs
# description: >-
#   Looks at `enabled_cloudwatch_logs_exports` of an RDS cluster. Without an export the engine's
#   logs stay on the host for a few days, out of reach of alarms and of an investigation. The
#   provider's default exports nothing.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_rds_cluster]
#   remediation: |-
#     Set `enabled_cloudwatch_logs_exports` to the logs that the engine writes: `["postgresql",
#     "upgrade"]` for PostgreSQL, `["audit", "error", "general", "slowquery"]` for MySQL, MariaDB
#     and Aurora MySQL. It applies in place.
#   aliases: [CKV_AWS_324]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html"]
package provost.aws.rds.cluster_logs_exported

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not exports
	finding := {"message": "no log is exported to CloudWatch Logs", "path": ["enabled_cloudwatch_logs_exports"]}
}

exports if values.present(input.resource.attributes.enabled_cloudwatch_logs_exports[_])
