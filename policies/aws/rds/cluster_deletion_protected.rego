# METADATA
# title: RDS cluster has deletion protection
# description: >-
#   Looks at `deletion_protection` of an RDS cluster. With it on, nobody deletes the database by a
#   mistaken `terraform destroy`, a replacement or a console click without switching the protection
#   off first. The provider's default is off.
# custom:
#   severity: medium
#   category: deletion protection
#   resources: [aws_rds_cluster]
#   remediation: |-
#     Set `deletion_protection = true`; it applies in place. To remove the database later, switch it
#     off in a change of its own first.
#   aliases: [CKV_AWS_139, AVD-AWS-0343]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html"]
package provost.aws.rds.cluster_deletion_protected

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.deletion_protection)
	finding := {"message": "deletion protection is off", "path": ["deletion_protection"]}
}
