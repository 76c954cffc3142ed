# METADATA
# title: EBS encryption by default is on
# description: >-
#   Looks at `aws_ebs_encryption_by_default`. While it is on, every new volume and snapshot copy of
#   the region is encrypted, whoever creates it. Declared without `enabled` it is on.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_ebs_encryption_by_default]
#   remediation: |-
#     Set `enabled = true` or remove the argument. It concerns new volumes only.
#   aliases: [CKV_AWS_106]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/encryption-by-default.html"]
package provost.aws.ec2.encryption_by_default_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.enabled)
	finding := {"message": "new volumes are not encrypted by default", "path": ["enabled"]}
}
