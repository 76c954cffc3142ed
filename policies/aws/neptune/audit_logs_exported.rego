# METADATA
# title: Neptune exports audit logs
# description: >-
#   Looks at `enable_cloudwatch_logs_exports` of a Neptune cluster. Without the audit log in
#   CloudWatch Logs nobody can tell who did what. The provider's default exports nothing.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_neptune_cluster]
#   remediation: |-
#     Set `enable_cloudwatch_logs_exports = ["audit"]`. It applies in place; the audit log must also
#     be switched on in the cluster's parameter group.
#   aliases: [CKV_AWS_101, AVD-AWS-0075]
#   references: ["https://docs.aws.amazon.com/neptune/latest/userguide/cloudwatch-logs.html"]
package provost.aws.neptune.audit_logs_exported

import rego.v1

deny contains finding if {
	not exported
	finding := {"message": "the audit log is not exported to CloudWatch Logs", "path": ["enable_cloudwatch_logs_exports"]}
}

exported if input.resource.attributes.enable_cloudwatch_logs_exports[_] in {"audit"}
