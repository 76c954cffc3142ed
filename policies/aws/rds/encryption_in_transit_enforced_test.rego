package provost.aws.rds.encryption_in_transit_enforced_test

import rego.v1

import data.provost.aws.rds.encryption_in_transit_enforced as policy

test_denies_postgres_14 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "postgres14"}}}
	messages == {"rds.force_ssl is not set: plaintext connections are accepted"}
}

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "postgres16", "parameter": [{"name": "rds.force_ssl", "value": "0"}]}}}
	messages == {"rds.force_ssl does not enforce TLS"}
}

test_denies_mysql if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "mysql8.0", "parameter": [{"name": "x", "value": "1"}]}}}
	paths == {["parameter"]}
}

test_allows_mysql if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "aurora-mysql8.0", "parameter": [{"name": "require_secure_transport", "value": "ON"}]}}}
}

test_allows_postgres_16 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "postgres16"}}}
}

test_allows_db2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "db2-ae-11.5", "parameter": [{"name": "db2comm", "value": "SSL"}]}}}
}

test_does_not_judge_oracle if {
	not policy.applicable with input as {"resource": {"type": "aws_db_parameter_group", "attributes": {"family": "oracle-ee-19"}}}
}
