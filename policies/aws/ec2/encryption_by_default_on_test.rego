package provost.aws.ec2.encryption_by_default_on_test

import rego.v1

import data.provost.aws.ec2.encryption_by_default_on as policy

test_denies_off if {
	policy.deny == {{"message": "new volumes are not encrypted by default", "path": ["enabled"]}} with input as {"resource": {"type": "aws_ebs_encryption_by_default", "attributes": {"enabled": false}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ebs_encryption_by_default", "attributes": {"enabled": "false"}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ebs_encryption_by_default", "attributes": {"enabled": true}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ebs_encryption_by_default", "attributes": {}}}
}
