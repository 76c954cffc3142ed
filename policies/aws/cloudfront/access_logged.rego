# METADATA
# title: CloudFront access logging is on
# description: >-
#   Looks for a `logging_config` block, or a CloudWatch log delivery source that refers to the
#   distribution. Without access logs an attack can be seen only as far as it reaches the origin.
#   The provider's default writes none.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_cloudfront_distribution]
#   remediation: |-
#     Add `logging_config` with the domain name of a log bucket, or an
#     `aws_cloudwatch_log_delivery_source` with `log_type = "ACCESS_LOGS"`, a destination and a
#     delivery.
#   aliases: [CKV_AWS_86, AVD-AWS-0010]
#   references: ["https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html"]
package provost.aws.cloudfront.access_logged

import rego.v1

deny contains finding if {
	not logged
	finding := {"message": "access logs are not written", "path": ["logging_config"]}
}

logged if input.resource.attributes.logging_config[_]

logged if input.related.aws_cloudwatch_log_delivery_source
