package provost.aws.config.aggregates_all_regions_test

import rego.v1

import data.provost.aws.config.aggregates_all_regions as policy

test_denies_regions if {
	policy.deny == {{"message": "other regions are not collected", "path": ["account_aggregation_source", 0, "all_regions"]}} with input as {"resource": {"type": "aws_config_configuration_aggregator", "attributes": {"account_aggregation_source": [{"regions": ["eu-west-1"]}]}}}
}

test_denies_organisation if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_config_configuration_aggregator", "attributes": {"organization_aggregation_source": [{"all_regions": false}]}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_config_configuration_aggregator", "attributes": {"account_aggregation_source": [{"all_regions": null}]}}}
}

test_allows_all if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_config_configuration_aggregator", "attributes": {"account_aggregation_source": [{"all_regions": true}]}}}
}

test_allows_organisation if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_config_configuration_aggregator", "attributes": {"organization_aggregation_source": [{"all_regions": "true"}]}}}
}

test_allows_no_source if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_config_configuration_aggregator", "attributes": {}}}
}
