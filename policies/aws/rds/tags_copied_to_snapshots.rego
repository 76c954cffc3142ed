# METADATA
# title: RDS copies tags to snapshots
# description: >-
#   Looks at `copy_tags_to_snapshot`, off by default. Snapshots without tags escape rules on
#   access, cost and retention that go by tags. Instances of an Aurora cluster take it from the
#   cluster.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [aws_db_instance, aws_rds_cluster]
#   params: {}
#   remediation: |-
#     Set `copy_tags_to_snapshot = true`; it applies in place.
#   aliases: [CKV2_AWS_60, CKV_AWS_313]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
package provost.aws.rds.tags_copied_to_snapshots

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.copy_tags_to_snapshot)
	finding := {"message": "tags are not copied to snapshots", "path": ["copy_tags_to_snapshot"]}
}
