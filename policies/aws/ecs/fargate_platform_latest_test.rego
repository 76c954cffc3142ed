package provost.aws.ecs.fargate_platform_latest_test

import rego.v1

import data.provost.aws.ecs.fargate_platform_latest as policy

test_denies_a_version if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_ecs_service", "attributes": {"launch_type": "FARGATE", "platform_version": "1.3.0"}}}
	messages == {"the platform is pinned to 1.3.0"}
}

test_allows_latest if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_service", "attributes": {"launch_type": "FARGATE", "platform_version": "LATEST"}}}
}

test_allows_ec2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_service", "attributes": {"launch_type": "EC2"}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecs_service", "attributes": {"launch_type": "FARGATE"}}}
}
