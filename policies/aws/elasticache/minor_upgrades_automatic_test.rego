package provost.aws.elasticache.minor_upgrades_automatic_test

import rego.v1

import data.provost.aws.elasticache.minor_upgrades_automatic as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"auto_minor_version_upgrade": false}}}
	messages == {"minor versions are not applied by themselves"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"auto_minor_version_upgrade": true}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {}}}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"auto_minor_version_upgrade": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticache_cluster", "attributes": {"auto_minor_version_upgrade": "true"}}}
}
