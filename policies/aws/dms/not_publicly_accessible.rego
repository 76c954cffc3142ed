# METADATA
# title: DMS replication instance is not public
# description: >-
#   Looks at `publicly_accessible`. A replication instance holds credentials of both databases;
#   a public address puts it on the Internet. The provider's default is `false`.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_dms_replication_instance]
#   params: {}
#   remediation: |-
#     Remove `publicly_accessible = true`; the instance is replaced.
#   aliases: [CKV_AWS_89]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dms_replication_instance
package provost.aws.dms.not_publicly_accessible

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.publicly_accessible)
	finding := {"message": "the instance has a public address", "path": ["publicly_accessible"]}
}
