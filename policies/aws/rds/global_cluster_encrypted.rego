# METADATA
# title: RDS global cluster is encrypted
# description: >-
#   Looks at `storage_encrypted` of a global cluster, off by default. A global cluster made from
#   an existing one takes the encryption of its source and is not judged.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_rds_global_cluster]
#   params: {}
#   remediation: |-
#     Set `storage_encrypted = true`. The cluster is replaced: restore a snapshot into the new
#     one.
#   aliases: [CKV_AWS_140]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_global_cluster
package provost.aws.rds.global_cluster_encrypted

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.source_db_cluster_identifier

deny contains finding if {
	applicable
	not values.is_true(input.resource.attributes.storage_encrypted)
	finding := {"message": "storage is not encrypted", "path": ["storage_encrypted"]}
}
