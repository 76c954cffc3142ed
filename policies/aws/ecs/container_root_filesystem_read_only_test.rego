package provost.aws.ecs.container_root_filesystem_read_only_test

import rego.v1

import data.provost.aws.ecs.container_root_filesystem_read_only as policy

test_denies_off if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"name\": \"api\", \"readonlyRootFilesystem\": false}]"}}}
	paths == {["container_definitions"]}
}

test_denies_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"name\": \"api\"}]"}}}
	messages == {"container \"api\" can write to its root filesystem"}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"readonlyRootFilesystem\": true}]"}}}
}

test_allows_no_containers if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {}}}
}
