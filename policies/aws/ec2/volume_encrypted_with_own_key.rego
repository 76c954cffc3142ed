# METADATA
# title: EBS volume uses a customer-managed key
# description: >-
#   Looks at `kms_key_id` of a volume. With a key of your own, use of the key is logged, it can be
#   withdrawn, and snapshots can be shared with other accounts. The provider's default is the
#   account's default key.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_ebs_volume]
#   remediation: |-
#     Set `kms_key_id` to the ARN of a key of your own together with `encrypted = true`. The volume
#     is replaced.
#   aliases: [CKV_AWS_189, AVD-AWS-0027]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-encryption.html"]
package provost.aws.ec2.volume_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.kms_key_id)
	finding := {"message": "the volume is not encrypted with a customer-managed key", "path": ["kms_key_id"]}
}
