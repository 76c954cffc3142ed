# METADATA
# title: EBS volume is encrypted
# description: >-
#   Looks at `encrypted` of a volume. Snapshots and copies of an unencrypted volume are unencrypted
#   too. The provider's default is off, unless the account encrypts by default, which is not seen
#   here.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_ebs_volume]
#   remediation: |-
#     Set `encrypted = true` (and `kms_key_id` for your own key). The volume is replaced: to keep
#     the data, restore it from an encrypted copy of a snapshot.
#   aliases: [CKV_AWS_3, AVD-AWS-0026]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-encryption.html"]
package provost.aws.ec2.volume_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.encrypted)
	finding := {"message": "the volume is not encrypted", "path": ["encrypted"]}
}
