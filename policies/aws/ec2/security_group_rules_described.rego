# METADATA
# title: Security group rules carry a description
# description: >-
#   Looks for `description` of security groups and of each rule. The provider writes "Managed by
#   Terraform" on a group where nothing stands. Without a reason beside it nobody dares to
#   remove a rule.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule, aws_vpc_security_group_egress_rule, aws_db_security_group, aws_elasticache_security_group, aws_redshift_security_group]
#   params: {}
#   remediation: |-
#     Say in `description` who comes in and why. A changed description of a group replaces the
#     group.
#   aliases: [CKV_AWS_23, AVD-AWS-0124, AVD-AWS-0099]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
package provost.aws.ec2.security_group_rules_described

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.description)
	finding := {"message": "there is no description", "path": ["description"]}
}

deny contains finding if {
	input.resource.type == "aws_security_group"
	input.resource.attributes.description == "Managed by Terraform"
	finding := {"message": "the description says nothing", "path": ["description"]}
}

deny contains finding if {
	input.resource.type == "aws_security_group"
	some direction in ["ingress", "egress"]
	rule := input.resource.attributes[direction][i]
	not values.present(rule.description)
	finding := {"message": sprintf("an %s rule has no description", [direction]), "path": [direction, i, "description"]}
}
