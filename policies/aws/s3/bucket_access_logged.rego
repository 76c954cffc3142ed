# METADATA
# title: S3 bucket writes access logs
# description: >-
#   Looks for server access logging of a bucket: its own `logging` block, or an
#   `aws_s3_bucket_logging` resource that refers to it. Without it nobody can tell afterwards who
#   read or removed an object. Buckets with the canned ACL `log-delivery-write` receive such logs
#   and are not judged: a bucket that logs into itself never comes to rest.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_s3_bucket]
#   remediation: |-
#     Add an `aws_s3_bucket_logging` resource for the bucket with the `target_bucket` and a
#     `target_prefix`; the target must let `logging.s3.amazonaws.com` write. CloudTrail data events
#     are an alternative.
#   aliases: [CKV_AWS_18, AVD-AWS-0089]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"]
package provost.aws.s3.bucket_access_logged

import rego.v1

import data.provost.lib.values

applicable if not log_target

log_target if input.resource.attributes.acl == "log-delivery-write"

log_target if input.related.aws_s3_bucket_acl[_].attributes.acl == "log-delivery-write"

deny contains finding if {
	applicable
	not logged
	finding := {"message": "access to the bucket is not logged", "path": ["logging"]}
}

logged if values.present(input.resource.attributes.logging[_].target_bucket)

logged if input.related.aws_s3_bucket_logging[_].attributes
