# METADATA
# title: RDS cluster snapshot is encrypted
# description: >-
#   Looks at the cluster that a snapshot is taken from: a snapshot is encrypted as its cluster
#   is, whose `storage_encrypted` is off by default.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_db_cluster_snapshot]
#   params: {}
#   remediation: |-
#     Encrypt the cluster: restore a copy of the snapshot with a `kms_key_id`.
#   aliases: [CKV_AWS_146]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_cluster_snapshot
package provost.aws.rds.cluster_snapshot_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.storage_encrypted)
	finding := {"message": "the snapshot is not encrypted", "path": ["storage_encrypted"]}
}

deny contains finding if {
	not input.resource.attributes.storage_encrypted
	cluster := input.related.aws_rds_cluster[_]
	not values.is_true(cluster.attributes.storage_encrypted)
	not cluster.attributes.engine_mode == "serverless"
	finding := {"message": "the cluster of the snapshot is not encrypted", "path": ["db_cluster_identifier"]}
}
