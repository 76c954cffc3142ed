# METADATA
# title: IAM policy limits sensitive actions to named resources
# description: >-
#   Looks for statements that allow, on every resource and without a condition, actions that AWS
#   can hold to a resource: writes, deletions, reads of data. Listing and describing, and
#   services whose actions know no resource, are not meant; `*` as the action has rules of its
#   own.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_role, aws_ssoadmin_permission_set_inline_policy, data.aws_iam_policy_document]
#   params:
#     services_without_resources: ["ce", "cur", "ec2messages", "health", "pricing", "ssmmessages", "sts", "support", "tag", "translate", "textract", "comprehend", "trustedadvisor", "xray", "budgets"]
#     actions_without_resources: ["cloudwatch:putmetricdata", "cloudfront:createinvalidation", "ec2:createnetworkinterface", "ec2:deletenetworkinterface", "ec2:assignprivateipaddresses", "ec2:unassignprivateipaddresses", "ecr:getauthorizationtoken", "ecr-public:getauthorizationtoken", "kms:createkey", "kms:generaterandom", "logs:createloggroup", "logs:putresourcepolicy", "logs:createlogdelivery", "logs:getlogdelivery", "logs:updatelogdelivery", "logs:deletelogdelivery", "rekognition:detectlabels", "ses:getsendquota", "s3:createjob", "ssm:updateinstanceinformation"]
#   remediation: |-
#     Put the ARNs that the actions are meant for under `Resource`, and split off the actions
#     that know no resource into a statement of their own.
#   aliases: [CKV_AWS_355, AVD-AWS-0057]
#   references:
#     - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
package provost.aws.iam.sensitive_actions_on_named_resources

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

# Actions that AWS can hold to resources. Lists, descriptions and calls that know no resource are
# not meant.
dangerous(action) if {
	is_string(action)
	not action in {"*", "*:*"}
	parts := split(lower(action), ":")
	not parts[0] in input.params.services_without_resources
	not regex.match(`^(list|describe|get[*]|get.*(account|authorizationtoken|calleridentity|metric|costandusage)|batchget[*]|search|lookup|head|simulate|estimate|preview)`, parts[1])
	not lower(action) in input.params.actions_without_resources
}
