package provost.aws.elb.classic_access_logged_test

import rego.v1

import data.provost.aws.elb.classic_access_logged as policy

test_denies_off if {
	policy.deny == {{"message": "access logs are not written", "path": ["access_logs", 0, "enabled"]}} with input as {"resource": {"type": "aws_elb", "attributes": {"access_logs": [{"bucket": "b", "enabled": false}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elb", "attributes": {}}}
}

test_allows_block if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elb", "attributes": {"access_logs": [{"bucket": "b"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elb", "attributes": {"access_logs": [{"bucket": "b", "enabled": true}]}}}
}
