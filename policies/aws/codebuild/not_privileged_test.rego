package provost.aws.codebuild.not_privileged_test

import rego.v1

import data.provost.aws.codebuild.not_privileged as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"environment": [{"privileged_mode": true}]}}}
	messages == {"builds run privileged"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"environment": [{"privileged_mode": false}]}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {}}}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"environment": [{"privileged_mode": "true"}]}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_codebuild_project", "attributes": {"environment": [{"privileged_mode": "false"}]}}}
}
