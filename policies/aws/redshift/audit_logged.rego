# METADATA
# title: Redshift audit logging is on
# description: >-
#   Looks for a `logging` block with `enable = true`, or an `aws_redshift_logging` that refers to
#   the cluster. Audit logs tell who connected and what was asked. The provider's default is off.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_redshift_cluster]
#   remediation: |-
#     Add an `aws_redshift_logging` resource for the cluster, to an S3 bucket or to CloudWatch; for
#     user activity set `enable_user_activity_logging` in the parameter group.
#   aliases: [CKV_AWS_71]
#   references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html"]
package provost.aws.redshift.audit_logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not logged
	finding := {"message": "audit logs are not written", "path": ["logging", 0, "enable"]}
}

logged if values.is_true(input.resource.attributes.logging[_].enable)

logged if input.related.aws_redshift_logging
