# IAM policy documents: JSON text (a heredoc, jsonencode) or an object, one statement or a list,
# a string or a list of strings; and the blocks of the aws_iam_policy_document data source.
package provost.lib.iam

import rego.v1

import data.provost.lib.values

# The document behind a policy attribute. Undefined for text that is no JSON.
document(policy) := json.unmarshal(policy) if {
	is_string(policy)
	json.is_valid(policy)
}

document(policy) := policy if is_object(policy)

# Its statements, always a list.
statements(policy) := values.as_list(document(policy).Statement)

# The permission policies that a resource carries: a list of {"policy", "path"}. Trust policies
# are not among them.
permission_policies(resource) := array.concat(
	[{"policy": resource.attributes[name], "path": [name]} |
		some name in ["policy", "inline_policy"]
		not is_array(resource.attributes[name])
	],
	[{"policy": block.policy, "path": ["inline_policy", i, "policy"]} |
		is_array(resource.attributes.inline_policy)
		block := resource.attributes.inline_policy[i]
	],
)

# Whether a statement grants something. Without an effect it is read as a grant.
allows(statement) if not statement.Effect == "Deny"

actions(statement) := values.as_list(statement.Action)

resources(statement) := values.as_list(statement.Resource)

# Whether a statement admits everybody: a bare "*", or one under "AWS".
any_principal(statement) if statement.Principal == "*"

any_principal(statement) if "*" in values.as_list(statement.Principal.AWS)

any_principal(statement) if "*" in values.as_list(statement.Principal)

# Every action of every service.
every_action(list) if {
	some action in list
	action in {"*", "*:*"}
}

# Whether the conditions of a statement hold its principals to an account, an organisation, a
# network or a resource. Conditions on how a request is made (TLS, user agent) do not.
narrowed(statement) if {
	keys := statement.Condition[operator]
	is_object(keys)
	narrows(operator)
	wanted := keys[key]
	lower(key) in narrowing_keys
	not anything(wanted)
}

# A wanted value that everything meets: a bare wildcard, or an ARN of any account.
anything(wanted) if {
	some value in values.as_list(wanted)
	is_string(value)
	regex.match(`^([*]+|arn:[^:]*:[^:]*::[*].*)$`, value)
}

# An operator that asks for a match; one that asks for a difference keeps nearly everybody.
narrows(operator) if {
	is_string(operator)
	regex.match(`^(for(allvalues|anyvalue):)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)$`, lower(operator))
}

narrowing_keys := {
	"aws:ec2instancesourcevpc",
	"aws:principalaccount",
	"aws:principalarn",
	"aws:principalorgid",
	"aws:principalorgpaths",
	"aws:sourceaccount",
	"aws:sourcearn",
	"aws:sourceorgid",
	"aws:sourceowner",
	"aws:sourcevpc",
	"aws:sourcevpce",
	"aws:userid",
	"aws:vpceaccount",
	"ec2:sourceinstancearn",
	"lambda:sourcefunctionarn",
	"ssm:sourceinstancearn",
}

# The same questions of one `statement` block of the data source.
block_allows(block) if not block.effect == "Deny"

block_any_principal(block) if {
	principal := block.principals[_]
	principal.type in {"*", "AWS"}
	"*" in values.as_list(principal.identifiers)
}

block_narrowed(block) if {
	condition := block.condition[_]
	narrows(condition.test)
	is_string(condition.variable)
	lower(condition.variable) in narrowing_keys
	not anything(condition.values)
}
