package provost.aws.iam.data_reads_limited_test

import rego.v1

import data.provost.aws.iam.data_reads_limited as policy

test_denies_in_json if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\"], \"Resource\": \"*\"}]}"}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
	messages == {"a statement allows s3:GetObject on every resource"}
}

test_denies_a_pattern if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"ssm:GetParameter*\", \"Resource\": [\"*\"]}}"}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
	paths == {["policy"]}
}

test_denies_in_a_document if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["s3:GetObject"], "resources": ["*"]}]}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
	paths == {["statement", 0, "actions"]}
}

test_allows_a_resource if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:x:::y\"}}"}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
}

test_allows_a_condition if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["s3:GetObject"], "resources": ["*"], "condition": [{}]}]}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
}

test_allows_a_refusal if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"effect": "Deny", "actions": ["s3:GetObject"], "resources": ["*"]}]}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
}

test_allows_other_actions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["s3:ListAllMyBuckets"], "resources": ["*"]}]}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {}}, "params": {"actions": ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot"]}}
}
