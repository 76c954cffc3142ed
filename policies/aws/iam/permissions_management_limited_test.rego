package provost.aws.iam.permissions_management_limited_test

import rego.v1

import data.provost.aws.iam.permissions_management_limited as policy

test_denies_in_json if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"iam:PassRole\"], \"Resource\": \"*\"}]}"}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
	messages == {"a statement allows iam:PassRole on every resource"}
}

test_denies_a_pattern if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"kms:Put*\", \"Resource\": [\"*\"]}}"}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
	paths == {["policy"]}
}

test_denies_in_a_document if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["iam:PassRole"], "resources": ["*"]}]}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
	paths == {["statement", 0, "actions"]}
}

test_allows_a_resource if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"arn:aws:x:::y\"}}"}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
}

test_allows_a_condition if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["iam:PassRole"], "resources": ["*"], "condition": [{}]}]}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
}

test_allows_a_refusal if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"effect": "Deny", "actions": ["iam:PassRole"], "resources": ["*"]}]}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
}

test_allows_other_actions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["kms:ListKeys"], "resources": ["*"]}]}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {}}, "params": {"actions": ["ecr:SetRepositoryPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:CreateUser", "iam:DeletePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:UpdateAssumeRolePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddPermission", "s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl", "secretsmanager:PutResourcePolicy", "sns:AddPermission", "sqs:AddPermission"]}}
}
