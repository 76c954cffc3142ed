# METADATA
# title: Neptune has deletion protection
# description: >-
#   Looks at `deletion_protection` of a Neptune cluster. With it on nobody deletes the cluster
#   without switching it off first. The provider's default is off.
# custom:
#   severity: medium
#   category: deletion protection
#   resources: [aws_neptune_cluster]
#   remediation: |-
#     Set `deletion_protection = true`; it applies in place.
#   aliases: [CKV2_AWS_58]
#   references: ["https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html"]
package provost.aws.neptune.deletion_protected

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.deletion_protection)
	finding := {"message": "deletion protection is off", "path": ["deletion_protection"]}
}
