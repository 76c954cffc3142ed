package provost.aws.elasticache.failover_automatic_test

import rego.v1

import data.provost.aws.elasticache.failover_automatic as policy

test_denies_when_off if {
	policy.deny == {{"message": "a failed primary is not replaced by itself", "path": ["automatic_failover_enabled"]}} with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"automatic_failover_enabled": false}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {}}}
}

test_denies_when_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"automatic_failover_enabled": null}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"automatic_failover_enabled": "false"}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"automatic_failover_enabled": true}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_replication_group", "attributes": {"automatic_failover_enabled": "true"}}}
}
