# METADATA
# title: CloudTrail logging is switched on
# description: >-
#   Looks at `enable_logging`. A trail that is there but does not record gives a false sense of
#   safety. The provider's default is on.
# custom:
#   severity: high
#   category: logging and monitoring
#   resources: [aws_cloudtrail]
#   remediation: |-
#     Remove `enable_logging` or set it to `true`; it applies in place.
#   aliases: [CKV_AWS_251]
#   references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html"]
package provost.aws.cloudtrail.logging_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.enable_logging)
	finding := {"message": "the trail does not record", "path": ["enable_logging"]}
}
