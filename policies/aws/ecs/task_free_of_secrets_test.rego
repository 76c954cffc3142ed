package provost.aws.ecs.task_free_of_secrets_test

import rego.v1

import data.provost.aws.ecs.task_free_of_secrets as policy

test_denies_a_password if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"name\": \"api\", \"environment\": [{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}]}]"}}}
	messages == {"container \"api\" has a literal credential in DB_PASSWORD"}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"environment\": [{\"name\": \"MODE\", \"value\": \"live\"}]}]"}}}
}

test_allows_secrets if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {"container_definitions": "[{\"secrets\": [{\"name\": \"DB_PASSWORD\", \"valueFrom\": \"arn:x\"}]}]"}}}
}

test_allows_no_containers if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_task_definition", "attributes": {}}}
}
