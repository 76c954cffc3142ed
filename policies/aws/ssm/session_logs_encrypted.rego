# METADATA
# title: Session Manager logs are kept and encrypted
# description: >-
#   Looks at session preferences (documents of the type `Session`): sessions must be logged to a
#   bucket or a log group, with encryption demanded. Otherwise what somebody did on a machine is
#   nowhere, or lies in the clear.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_ssm_document]
#   params: {}
#   remediation: |-
#     Set `s3BucketName` with `s3EncryptionEnabled = true`, or `cloudWatchLogGroupName` with
#     `cloudWatchEncryptionEnabled = true`.
#   aliases: [CKV_AWS_113]
#   references:
#     - https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
package provost.aws.ssm.session_logs_encrypted

import rego.v1

import data.provost.lib.values

applicable if input.resource.attributes.document_type == "Session"

deny contains finding if {
	applicable
	not logged("s3BucketName", "s3EncryptionEnabled")
	not logged("cloudWatchLogGroupName", "cloudWatchEncryptionEnabled")
	finding := {"message": "sessions leave no encrypted log", "path": ["content"]}
}

preferences := json.unmarshal(input.resource.attributes.content).inputs

logged(target, encryption) if {
	values.present(preferences[target])
	not values.is_false(preferences[encryption])
}
