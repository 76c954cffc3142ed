# METADATA
# title: DocumentDB exports logs
# description: >-
#   Looks at `enabled_cloudwatch_logs_exports` of a DocumentDB cluster. Without the audit or
#   profiler log in CloudWatch Logs nobody can tell who did what. The provider's default exports
#   nothing.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_docdb_cluster]
#   remediation: |-
#     Set `enabled_cloudwatch_logs_exports = ["audit"]`. It applies in place; the audit log must
#     also be switched on in the cluster's parameter group.
#   aliases: [CKV_AWS_85, AVD-AWS-0020]
#   references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html"]
package provost.aws.docdb.logs_exported

import rego.v1

deny contains finding if {
	not exported
	finding := {"message": "no log is exported to CloudWatch Logs", "path": ["enabled_cloudwatch_logs_exports"]}
}

exported if input.resource.attributes.enabled_cloudwatch_logs_exports[_] in {"audit", "profiler"}
