# METADATA
# title: RDS instance is Multi-AZ
# description: >-
#   Looks at `multi_az` of a database instance. A Multi-AZ instance keeps a standby in a second
#   availability zone and fails over to it by itself; a single one is gone with its zone, and down
#   during maintenance. The provider's default is off.
# custom:
#   severity: medium
#   category: availability
#   resources: [aws_db_instance]
#   remediation: |-
#     Set `multi_az = true`. The standby is created without downtime, at about twice the price;
#     writes are slower for a while.
#   aliases: [CKV_AWS_157]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html"]
package provost.aws.rds.multi_az

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.multi_az)
	finding := {"message": "the instance stands in one availability zone only", "path": ["multi_az"]}
}
