# METADATA
# title: SSM parameter is encrypted
# description: >-
#   Looks at `type` of a parameter. Only a `SecureString` is encrypted; `String` and `StringList`
#   can be read by everybody who may read parameters at all.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [aws_ssm_parameter]
#   remediation: |-
#     Set `type = "SecureString"`, with a `key_id` of your own where access must be granted apart.
#     Settings that are no secret may be waived.
#   aliases: [CKV2_AWS_34]
#   references: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html"]
package provost.aws.ssm.parameter_encrypted

import rego.v1

deny contains finding if {
	not input.resource.attributes.type == "SecureString"
	finding := {"message": "the parameter is stored as plain text", "path": ["type"]}
}
