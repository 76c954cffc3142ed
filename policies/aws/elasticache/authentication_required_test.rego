package provost.aws.elasticache.authentication_required_test

import rego.v1

import data.provost.aws.elasticache.authentication_required as policy

test_denies_absent if {
	policy.deny == {{"message": "clients need no authentication", "path": ["auth_token"]}} with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"transit_encryption_enabled": true}}}
}

test_denies_nothing_set if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {}}}
}

test_denies_token_without_tls if {
	policy.deny == {{"message": "authentication takes TLS, which is off", "path": ["transit_encryption_enabled"]}} with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"auth_token": "x"}}}
}

test_allows_token if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"auth_token": "x", "transit_encryption_enabled": true}}}
}

test_allows_user_group if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"user_group_ids": ["g"], "transit_encryption_enabled": "true"}}}
}

test_denies_empty_token if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"auth_token": "", "transit_encryption_enabled": true}}}
}
