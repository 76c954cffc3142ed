package provost.aws.opensearch.node_traffic_encrypted_test

import rego.v1

import data.provost.aws.opensearch.node_traffic_encrypted as policy

test_denies_off if {
	policy.deny == {{"message": "traffic between the nodes is not encrypted", "path": ["node_to_node_encryption", 0, "enabled"]}} with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"cluster_config": [{"instance_count": 3}], "node_to_node_encryption": [{"enabled": false}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"cluster_config": [{"instance_count": "2"}]}}}
}

test_denies_off_by_hand if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"node_to_node_encryption": [{"enabled": false}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"cluster_config": [{"instance_count": 3}], "node_to_node_encryption": [{"enabled": true}]}}}
}

test_one_node_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"cluster_config": [{"instance_count": 1}], "node_to_node_encryption": [{"enabled": false}]}}}
}

test_default_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {}}}
}

test_allows_one_node if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elasticsearch_domain", "attributes": {"cluster_config": [{"instance_count": 1}]}}}
}
