package provost.aws.rds.multi_az_test

import rego.v1

import data.provost.aws.rds.multi_az as policy

test_denies_when_off if {
	policy.deny == {{"message": "the instance stands in one availability zone only", "path": ["multi_az"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"multi_az": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"multi_az": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"multi_az": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"multi_az": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"multi_az": "true"}}}
}
