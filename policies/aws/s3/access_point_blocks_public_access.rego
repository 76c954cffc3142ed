# METADATA
# title: S3 access point blocks public access
# description: >-
#   Looks at `public_access_block_configuration` of an access point. All four switches are on by
#   default and cannot be changed later.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_s3_access_point]
#   params: {}
#   remediation: |-
#     Remove the switch that is `false`. The access point is replaced.
#   aliases: [CKV_AWS_392]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_access_point
package provost.aws.s3.access_point_blocks_public_access

import rego.v1

import data.provost.lib.values

deny contains finding if {
	block := input.resource.attributes.public_access_block_configuration[i]
	some switch in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
	values.is_false(block[switch])
	finding := {"message": sprintf("%s is off", [switch]), "path": ["public_access_block_configuration", i, switch]}
}
