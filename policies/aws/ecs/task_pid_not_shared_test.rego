package provost.aws.ecs.task_pid_not_shared_test

import rego.v1

import data.provost.aws.ecs.task_pid_not_shared as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"pid_mode": "host"}}}
	messages == {"the task shares the processes of its host"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"pid_mode": "task"}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {}}}
}
