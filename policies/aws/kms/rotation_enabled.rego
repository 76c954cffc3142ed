# METADATA
# title: KMS key rotates every year
# description: >-
#   Looks at `enable_key_rotation` of symmetric encryption keys. Rotation limits how much data one
#   key version protects, and needs nothing of the clients. The provider's default is off.
#   Asymmetric and HMAC keys cannot rotate by themselves and are not judged.
# custom:
#   severity: medium
#   category: key and secret lifetime
#   resources: [aws_kms_key]
#   remediation: |-
#     Set `enable_key_rotation = true`; it applies in place, and what is encrypted already stays
#     readable. `rotation_period_in_days` sets another period than 365.
#   aliases: [CKV_AWS_7, AVD-AWS-0065]
#   references: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"]
package provost.aws.kms.rotation_enabled

import rego.v1

import data.provost.lib.values

applicable if symmetric

deny contains finding if {
	applicable
	not values.is_true(input.resource.attributes.enable_key_rotation)
	finding := {"message": "the key is never rotated", "path": ["enable_key_rotation"]}
}

symmetric if {
	not other_spec
	not other_usage
}

other_spec if {
	values.present(input.resource.attributes.customer_master_key_spec)
	input.resource.attributes.customer_master_key_spec != "SYMMETRIC_DEFAULT"
}

other_usage if {
	values.present(input.resource.attributes.key_usage)
	input.resource.attributes.key_usage != "ENCRYPT_DECRYPT"
}
