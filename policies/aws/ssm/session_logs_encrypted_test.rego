package provost.aws.ssm.session_logs_encrypted_test

import rego.v1

import data.provost.aws.ssm.session_logs_encrypted as policy

test_denies_nothing if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ssm_document", "attributes": {"document_type": "Session", "content": "{\"inputs\": {}}"}}}
	paths == {["content"]}
}

test_denies_without_encryption if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ssm_document", "attributes": {"document_type": "Session", "content": "{\"inputs\": {\"s3BucketName\": \"logs\", \"s3EncryptionEnabled\": false}}"}}}
	messages == {"sessions leave no encrypted log"}
}

test_allows_a_bucket if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_document", "attributes": {"document_type": "Session", "content": "{\"inputs\": {\"s3BucketName\": \"logs\", \"s3EncryptionEnabled\": true}}"}}}
}

test_allows_a_log_group if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ssm_document", "attributes": {"document_type": "Session", "content": "{\"inputs\": {\"cloudWatchLogGroupName\": \"ssm\", \"cloudWatchEncryptionEnabled\": true}}"}}}
}

test_does_not_judge_others if {
	not policy.applicable with input as {"resource": {"type": "aws_ssm_document", "attributes": {"document_type": "Command"}}}
}
