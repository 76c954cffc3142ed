package provost.aws.elasticache.snapshots_kept_test

import rego.v1

import data.provost.aws.elasticache.snapshots_kept as policy

test_denies_zero if {
	policy.deny == {{"message": "no snapshots are kept", "path": ["snapshot_retention_limit"]}} with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"engine": "redis", "snapshot_retention_limit": 0}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"engine": "redis"}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"engine": "redis", "snapshot_retention_limit": null}}}
}

test_allows_days if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"engine": "redis", "snapshot_retention_limit": 5}}}
}

test_allows_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"snapshot_retention_limit": "5"}}}
}

test_memcached_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"engine": "memcached"}}}
}

test_member_of_a_group_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"replication_group_id": "g"}}}
}
