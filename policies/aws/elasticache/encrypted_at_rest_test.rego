package provost.aws.elasticache.encrypted_at_rest_test

import rego.v1

import data.provost.aws.elasticache.encrypted_at_rest as policy

test_denies_off if {
	policy.deny == {{"message": "data at rest is not encrypted", "path": ["at_rest_encryption_enabled"]}} with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"at_rest_encryption_enabled": false}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {}}}
}

test_denies_absent_on_redis if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"engine": "redis"}}}
}

test_denies_off_on_valkey if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"engine": "valkey", "at_rest_encryption_enabled": "false"}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"at_rest_encryption_enabled": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"at_rest_encryption_enabled": "true"}}}
}

test_allows_valkey_by_default if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"engine": "valkey"}}}
}
