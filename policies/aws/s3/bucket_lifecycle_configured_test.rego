package provost.aws.s3.bucket_lifecycle_configured_test

import rego.v1

import data.provost.aws.s3.bucket_lifecycle_configured as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
	messages == {"nothing ever expires in the bucket"}
}

test_allows_beside if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_lifecycle_configuration": [{}]}}
}

test_allows_inline if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"lifecycle_rule": [{}]}}}
}
