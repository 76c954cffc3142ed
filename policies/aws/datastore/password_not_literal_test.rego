package provost.aws.datastore.password_not_literal_test

import rego.v1

import data.provost.aws.datastore.password_not_literal as policy

test_denies_token if {
	policy.deny == {{"message": "a literal password stands in the configuration", "path": ["auth_token"]}} with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"auth_token": "x"}}}
}

test_denies_cluster if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_docdb_cluster", "attributes": {"master_password": "x"}}}
}

test_denies_broker_user if {
	policy.deny == {{"message": "a literal password stands in the configuration", "path": ["user", 1, "password"]}} with input as {"resource": {"type": "aws_mq_broker", "attributes": {"user": [{"username": "a"}, {"username": "b", "password": "x"}]}}}
}

test_denies_search_user if {
	policy.deny == {{"message": "a literal password stands in the configuration", "path": ["advanced_security_options", 0, "master_user_options", 0, "master_user_password"]}} with input as {"resource": {"type": "aws_opensearch_domain", "attributes": {"advanced_security_options": [{"master_user_options": [{"master_user_password": "x"}]}]}}}
}

test_allows_generated if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"auth_token": "x"}}, "related": {"random_password": [{}]}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {}}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"auth_token": null}}}
}
