package provost.aws.codebuild.artifacts_encrypted_test

import rego.v1

import data.provost.aws.codebuild.artifacts_encrypted as policy

test_denies_disabled if {
	policy.deny == {{"message": "artifacts are written unencrypted", "path": ["artifacts", 0, "encryption_disabled"]}} with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"artifacts": [{"type": "S3", "encryption_disabled": true}]}}}
}

test_denies_second_artifact if {
	policy.deny == {{"message": "artifacts are written unencrypted", "path": ["secondary_artifacts", 1, "encryption_disabled"]}} with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"secondary_artifacts": [{}, {"encryption_disabled": "true"}]}}}
}

test_allows_no_artifacts if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"artifacts": [{"type": "NO_ARTIFACTS", "encryption_disabled": true}]}}}
}

test_allows_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"artifacts": [{"type": "S3", "encryption_disabled": false}]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"artifacts": [{"type": "S3"}]}}}
}
