package provost.aws.account.required_tags_present_test

import rego.v1

import data.provost.aws.account.required_tags_present as policy

test_denies_a_missing_one if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_instance", "attributes": {"tags": {"Team": "shop"}}}, "params": {"required_tags": ["Team", "Owner"]}}
	paths == {["tags", "Owner"]}
}

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_instance", "attributes": {}}, "params": {"required_tags": ["Owner"]}}
	messages == {"the tag Owner is missing"}
}

test_allows_all if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"tags": {"Owner": "shop"}}}, "params": {"required_tags": ["Owner"]}}
}

test_does_not_judge_without_a_list if {
	not policy.applicable with input as {"resource": {"type": "aws_instance", "attributes": {}}, "params": {"required_tags": []}}
}
