# METADATA
# title: CloudTrail validates log files
# description: >-
#   Looks at `enable_log_file_validation`. With it on, CloudTrail signs a digest of its files every
#   hour, so that a changed or missing file is noticed. The provider's default is off.
# custom:
#   severity: high
#   category: logging and monitoring
#   resources: [aws_cloudtrail]
#   remediation: |-
#     Set `enable_log_file_validation = true`; it applies in place.
#   aliases: [CKV_AWS_36, AVD-AWS-0016]
#   references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html"]
package provost.aws.cloudtrail.log_files_validated

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.enable_log_file_validation)
	finding := {"message": "changed log files would not be noticed", "path": ["enable_log_file_validation"]}
}
