package provost.aws.s3.bucket_policy_requires_tls_test

import rego.v1

import data.provost.aws.s3.bucket_policy_requires_tls as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
	messages == {"requests without TLS are answered"}
}

test_denies_other_policies if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_policy": [{"attributes": {"policy": "{\"Statement\": []}"}}]}}
	paths == {["policy"]}
}

test_allows_beside if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_policy": [{"attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Deny\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}]}"}}]}}
}

test_allows_within if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Deny\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": [false]}}}}"}}}
}
