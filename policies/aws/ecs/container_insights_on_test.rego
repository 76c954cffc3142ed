package provost.aws.ecs.container_insights_on_test

import rego.v1

import data.provost.aws.ecs.container_insights_on as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_cluster", "attributes": {}}}
	messages == {"container insights is off"}
}

test_denies_off if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_cluster", "attributes": {"setting": [{"name": "containerInsights", "value": "disabled"}]}}}
	paths == {["setting"]}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_cluster", "attributes": {"setting": [{"name": "containerInsights", "value": "enabled"}]}}}
}
