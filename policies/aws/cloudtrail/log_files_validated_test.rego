package provost.aws.cloudtrail.log_files_validated_test

import rego.v1

import data.provost.aws.cloudtrail.log_files_validated as policy

test_denies_when_off if {
	policy.deny == {{"message": "changed log files would not be noticed", "path": ["enable_log_file_validation"]}} with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_log_file_validation": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_log_file_validation": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_log_file_validation": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_log_file_validation": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_cloudtrail", "attributes": {"enable_log_file_validation": "true"}}}
}
