package provost.aws.ecs.container_not_privileged_test

import rego.v1

import data.provost.aws.ecs.container_not_privileged as policy

test_denies_on if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"name\": \"api\", \"privileged\": true}]"}}}
	messages == {"container \"api\" is privileged"}
}

test_allows_off if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"name\": \"api\", \"privileged\": false}]"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"name\": \"api\"}]"}}}
}

test_allows_no_containers if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {}}}
}
