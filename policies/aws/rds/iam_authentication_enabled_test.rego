package provost.aws.rds.iam_authentication_enabled_test

import rego.v1

import data.provost.aws.rds.iam_authentication_enabled as policy

test_denies_when_off if {
	policy.deny == {{"message": "IAM database authentication is off", "path": ["iam_database_authentication_enabled"]}} with input as {"resource": {"type": "aws_db_instance", "attributes": {"engine": "postgres", "iam_database_authentication_enabled": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_db_instance", "attributes": {"engine": "mysql"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"engine": "mysql", "iam_database_authentication_enabled": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"engine": "mysql", "iam_database_authentication_enabled": "true"}}}
}

test_judges_postgres if {
	policy.applicable with input as {"resource": {"type": "aws_db_instance", "attributes": {"engine": "postgres"}}}
}

test_oracle_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_db_instance", "attributes": {"engine": "oracle-ee"}}}
}
