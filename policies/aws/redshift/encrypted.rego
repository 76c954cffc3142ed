# METADATA
# title: Redshift cluster is encrypted
# description: >-
#   Looks at `encrypted`. Before version 6 the provider's default is off, so it must be said.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_redshift_cluster]
#   remediation: |-
#     Set `encrypted = true` (and `kms_key_id` for your own key). The change moves the data in the
#     background; the cluster is read-only or slower meanwhile.
#   aliases: [CKV_AWS_64]
#   references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html"]
package provost.aws.redshift.encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.encrypted)
	finding := {"message": "the cluster is not encrypted", "path": ["encrypted"]}
}
