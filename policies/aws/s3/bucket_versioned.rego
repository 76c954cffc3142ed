# METADATA
# title: S3 bucket keeps object versions
# description: >-
#   Looks at the versioning of a bucket: its own `versioning` block, or the
#   `aws_s3_bucket_versioning` resource that refers to it. Without versions an overwrite or a
#   deletion, by mistake or by ransomware, is final. New buckets are not versioned.
# custom:
#   severity: medium
#   category: backup and recovery
#   resources: [aws_s3_bucket, aws_s3_bucket_versioning]
#   remediation: |-
#     Add an `aws_s3_bucket_versioning` resource for the bucket with `versioning_configuration {
#     status = "Enabled" }`, and a lifecycle rule that expires old versions: they are stored and
#     paid for until then.
#   aliases: [CKV_AWS_21, AVD-AWS-0090]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"]
package provost.aws.s3.bucket_versioned

import rego.v1

import data.provost.lib.values

applicable if input.resource.type == "aws_s3_bucket"

# Beside its bucket the companion resource is judged there.
applicable if not input.related.aws_s3_bucket

deny contains finding if {
	applicable
	input.resource.type == "aws_s3_bucket"
	not versioned
	finding := {"message": "object versioning is not enabled", "path": ["versioning", 0, "enabled"]}
}

deny contains finding if {
	applicable
	input.resource.type == "aws_s3_bucket_versioning"
	not enabled
	finding := {"message": "object versioning is not enabled", "path": ["versioning_configuration", 0, "status"]}
}

enabled if input.resource.attributes.versioning_configuration[_].status == "Enabled"

versioned if values.is_true(input.resource.attributes.versioning[_].enabled)

versioned if input.related.aws_s3_bucket_versioning[_].attributes.versioning_configuration[_].status == "Enabled"
