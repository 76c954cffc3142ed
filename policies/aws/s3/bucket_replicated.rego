# METADATA
# title: S3 bucket replicates to another region
# description: >-
#   Looks for a replication of a bucket, within it or beside it. A bucket's data is kept in one
#   region; replication survives the loss of the region or of the account.
# custom:
#   severity: low
#   category: backup and recovery
#   resources: [aws_s3_bucket]
#   params: {}
#   remediation: |-
#     Add `aws_s3_bucket_replication_configuration` to a bucket in another region, with
#     versioning on both sides.
#   aliases: [CKV_AWS_144]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_replication_configuration
package provost.aws.s3.bucket_replicated

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "objects are not replicated", "path": ["replication_configuration"]}
}

given if input.related.aws_s3_bucket_replication_configuration

given if count(input.resource.attributes.replication_configuration) > 0
