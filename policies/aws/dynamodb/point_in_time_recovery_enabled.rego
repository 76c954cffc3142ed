# METADATA
# title: DynamoDB point-in-time recovery is on
# description: >-
#   Looks for a `point_in_time_recovery` block that is enabled. With it the table can be restored to
#   any second of the last weeks, after a bad deployment as after an attack. The provider's default
#   is off.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_dynamodb_table]
#   remediation: |-
#     Add `point_in_time_recovery { enabled = true }`. It applies in place and is paid for by the
#     size of the table.
#   aliases: [CKV_AWS_28, AVD-AWS-0024]
#   references: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html"]
package provost.aws.dynamodb.point_in_time_recovery_enabled

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enabled
	finding := {"message": "the table cannot be restored to a point in time", "path": ["point_in_time_recovery", 0, "enabled"]}
}

enabled if values.is_true(input.resource.attributes.point_in_time_recovery[_].enabled)
