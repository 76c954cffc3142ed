package provost.aws.neptune.deletion_protected_test

import rego.v1

import data.provost.aws.neptune.deletion_protected as policy

test_denies_when_off if {
	policy.deny == {{"message": "deletion protection is off", "path": ["deletion_protection"]}} with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"deletion_protection": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"deletion_protection": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"deletion_protection": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"deletion_protection": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_neptune_cluster", "attributes": {"deletion_protection": "true"}}}
}
