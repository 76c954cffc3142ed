# METADATA
# title: RDS database takes a final snapshot when it is deleted
# description: >-
#   Looks at `skip_final_snapshot` of instances and clusters. Where it is on, deleting or replacing
#   the database also deletes its automated backups, and nothing is left to restore. The provider's
#   default is to take the snapshot. Read replicas and the instances of a cluster hold no data of
#   their own.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_db_instance, aws_rds_cluster]
#   remediation: |-
#     Remove `skip_final_snapshot` or set it to `false`, and name the snapshot with
#     `final_snapshot_identifier`; without a name the deletion fails. It applies in place.
#   aliases: []
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"]
package provost.aws.rds.final_snapshot_taken

import rego.v1

import data.provost.lib.values

applicable if not values.present(input.resource.attributes.replicate_source_db)

deny contains finding if {
	applicable
	values.is_true(input.resource.attributes.skip_final_snapshot)
	finding := {"message": "no final snapshot is taken on deletion", "path": ["skip_final_snapshot"]}
}
