# METADATA
# title: IAM policy does not hand out credentials
# description: >-
#   Looks for statements that allow, on every resource and without a condition, an action whose
#   answer is a credential: access keys, passwords, tokens of registries and federations.
# custom:
#   severity: high
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy, data.aws_iam_policy_document]
#   params:
#     actions: ["chime:CreateApiKey", "codepipeline:PollForJobs", "cognito-identity:GetOpenIdToken", "cognito-identity:GetCredentialsForIdentity", "connect:GetFederationToken", "ec2:GetPasswordData", "gamelift:RequestUploadCredentials", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential", "iam:UpdateAccessKey", "lightsail:GetInstanceAccessDetails", "lightsail:GetRelationalDatabaseMasterUserPassword", "rds-db:connect", "redshift:GetClusterCredentials", "sso:GetRoleCredentials", "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:GetFederationToken", "sts:GetSessionToken"]
#   remediation: |-
#     Name the resources, or leave the action out; tokens of a registry
#     (`ecr:GetAuthorizationToken`) know no resource and are not meant.
#   aliases: [CKV_AWS_287]
#   references:
#     - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
package provost.aws.iam.credentials_not_exposed

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

deny contains finding if {
	some held in iam.permission_policies(input.resource)
	some statement in iam.statements(held.policy)
	iam.allows(statement)
	"*" in iam.resources(statement)
	some action in iam.actions(statement)
	dangerous(action)
	not statement.Condition
	finding := {"message": sprintf("a statement allows %s on every resource", [action]), "path": held.path}
}

deny contains finding if {
	block := input.resource.attributes.statement[i]
	iam.block_allows(block)
	"*" in values.as_list(block.resources)
	some action in values.as_list(block.actions)
	dangerous(action)
	not block.condition
	finding := {"message": sprintf("a statement allows %s on every resource", [action]), "path": ["statement", i, "actions"]}
}

meant := {lower(action) | some action in input.params.actions}

dangerous(action) if lower(action) in meant

# An action with wildcards takes in one of those that are meant.
dangerous(action) if {
	not action in {"*", "*:*"}
	regex.match(`[*?]`, action)
	pattern := concat("", ["^", replace(replace(lower(action), "*", ".*"), "?", "."), "$"])
	some name in meant
	regex.match(pattern, name)
}
