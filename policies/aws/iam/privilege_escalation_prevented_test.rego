package provost.aws.iam.privilege_escalation_prevented_test

import rego.v1

import data.provost.aws.iam.privilege_escalation_prevented as policy

test_denies_in_json if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"iam:CreateAccessKey\"], \"Resource\": \"*\"}]}"}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
	messages == {"a statement allows iam:CreateAccessKey on every resource"}
}

test_denies_a_pattern if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"iam:Put*\", \"Resource\": [\"*\"]}}"}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
	paths == {["policy"]}
}

test_denies_in_a_document if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["iam:CreateAccessKey"], "resources": ["*"]}]}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
	paths == {["statement", 0, "actions"]}
}

test_allows_a_resource if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"iam:CreateAccessKey\", \"Resource\": \"arn:aws:x:::y\"}}"}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
}

test_allows_a_condition if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["iam:CreateAccessKey"], "resources": ["*"], "condition": [{}]}]}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
}

test_allows_a_refusal if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"effect": "Deny", "actions": ["iam:CreateAccessKey"], "resources": ["*"]}]}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
}

test_allows_other_actions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {"statement": [{"actions": ["iam:ListUsers"], "resources": ["*"]}]}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_policy", "attributes": {}}, "params": {"actions": ["iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"]}}
}
