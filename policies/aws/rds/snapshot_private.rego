# METADATA
# title: RDS snapshots are not shared publicly
# description: >-
#   Looks at `shared_accounts` of a manual snapshot. With `all` everybody with an AWS account may
#   copy and restore it.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_db_snapshot, aws_db_cluster_snapshot]
#   remediation: |-
#     Name the account ids under `shared_accounts`, or remove it. It applies in place; assume that
#     what was public has been copied.
#   aliases: [CKV_AWS_302]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html"]
package provost.aws.rds.snapshot_private

import rego.v1

deny contains finding if {
	input.resource.attributes.shared_accounts[i] == "all"
	finding := {"message": "the snapshot is shared with everybody", "path": ["shared_accounts", i]}
}
