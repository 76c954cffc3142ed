package provost.aws.codebuild.logged_test

import rego.v1

import data.provost.aws.codebuild.logged as policy

test_denies_off if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"logs_config": [{"cloudwatch_logs": [{"status": "DISABLED"}]}]}}}
	paths == {["logs_config", 0, "cloudwatch_logs", 0, "status"]}
}

test_allows_a_bucket if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"logs_config": [{"cloudwatch_logs": [{"status": "DISABLED"}], "s3_logs": [{"status": "ENABLED"}]}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {}}}
}
