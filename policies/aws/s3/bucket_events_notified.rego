# METADATA
# title: S3 bucket notifies of events
# description: >-
#   Looks for `aws_s3_bucket_notification` of a bucket. Events of deletions and changed
#   permissions let something react at once, rather than a person who reads logs later.
# custom:
#   severity: info
#   category: logging and monitoring
#   resources: [aws_s3_bucket]
#   params: {}
#   remediation: |-
#     Add `aws_s3_bucket_notification`; `eventbridge = true` is enough to write rules on.
#   aliases: [CKV2_AWS_62]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification
package provost.aws.s3.bucket_events_notified

import rego.v1

deny contains finding if {
	not input.related.aws_s3_bucket_notification
	finding := {"message": "nothing is notified of events of the bucket", "path": []}
}
