package provost.aws.rds.cluster_iam_authentication_enabled_test

import rego.v1

import data.provost.aws.rds.cluster_iam_authentication_enabled as policy

test_denies_when_off if {
	policy.deny == {{"message": "IAM database authentication is off", "path": ["iam_database_authentication_enabled"]}} with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"iam_database_authentication_enabled": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"iam_database_authentication_enabled": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"iam_database_authentication_enabled": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"iam_database_authentication_enabled": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_rds_cluster", "attributes": {"iam_database_authentication_enabled": "true"}}}
}
