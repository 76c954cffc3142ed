# METADATA
# title: S3 bucket has a lifecycle configuration
# description: >-
#   Looks for lifecycle rules of a bucket, within it or beside it. Without them data, old
#   versions and unfinished uploads stay for good, also where the law or a contract says
#   otherwise.
# custom:
#   severity: low
#   category: retention of records
#   resources: [aws_s3_bucket]
#   params: {}
#   remediation: |-
#     Add `aws_s3_bucket_lifecycle_configuration` with a rule of what expires or moves, and
#     when.
#   aliases: [CKV2_AWS_61]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_lifecycle_configuration
package provost.aws.s3.bucket_lifecycle_configured

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "nothing ever expires in the bucket", "path": ["lifecycle_rule"]}
}

given if input.related.aws_s3_bucket_lifecycle_configuration

given if count(input.resource.attributes.lifecycle_rule) > 0
