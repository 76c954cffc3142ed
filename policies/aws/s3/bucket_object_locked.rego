# METADATA
# title: S3 bucket has object lock by default
# description: >-
#   Looks for object lock of a bucket: `object_lock_enabled`, a block within it or
#   `aws_s3_bucket_object_lock_configuration` beside it. Locked objects cannot be deleted or
#   overwritten before their time, by ransomware or by an administrator. Meant for records and
#   backups, not for every bucket.
# custom:
#   severity: info
#   category: deletion protection
#   resources: [aws_s3_bucket]
#   params: {}
#   remediation: |-
#     Set `object_lock_enabled = true` and add `aws_s3_bucket_object_lock_configuration` with
#     a default retention. An existing bucket needs versioning first.
#   aliases: [CKV_AWS_143]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket
package provost.aws.s3.bucket_object_locked

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not locked
	finding := {"message": "objects can be deleted and overwritten at any time", "path": ["object_lock_enabled"]}
}

locked if values.is_true(input.resource.attributes.object_lock_enabled)

locked if input.resource.attributes.object_lock_configuration[_].object_lock_enabled == "Enabled"

locked if input.related.aws_s3_bucket_object_lock_configuration
