package provost.aws.ec2.metadata_tokens_required_test

import rego.v1

import data.provost.aws.ec2.metadata_tokens_required as policy

test_denies_optional if {
	policy.deny == {{"message": "instance metadata is served without a token (IMDSv1)", "path": ["metadata_options", 0, "http_tokens"]}} with input as {"resource": {"type": "aws_instance", "attributes": {"metadata_options": [{"http_tokens": "optional"}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {}}}
}

test_denies_block_without_tokens if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"metadata_options": [{"http_endpoint": "enabled"}]}}}
}

test_denies_launch_template if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_launch_template", "attributes": {}}}
}

test_denies_launch_configuration if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_launch_configuration", "attributes": {}}}
}

test_allows_required if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"metadata_options": [{"http_tokens": "required"}]}}}
}

test_allows_disabled_endpoint if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"metadata_options": [{"http_endpoint": "disabled"}]}}}
}

test_instance_of_a_template_is_judged_there if {
	not policy.applicable with input as {"resource": {"type": "aws_instance", "attributes": {"launch_template": [{"id": "lt-1"}]}}, "related": {"aws_launch_template": [{}]}}
}

test_denies_instance_of_a_template_with_own_options if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"launch_template": [{"id": "lt-1"}], "metadata_options": [{"http_tokens": "optional"}]}}, "related": {"aws_launch_template": [{}]}}
}
