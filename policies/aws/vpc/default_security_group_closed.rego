# METADATA
# title: Default security group allows no traffic
# description: >-
#   Looks at the default security group of a VPC. Every resource that names no group gets it, and
#   AWS lets its members talk to each other and to the world. An `aws_default_security_group`
#   without rules, its own or attached ones, closes it; a VPC that has none beside it is left open.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_vpc, aws_default_security_group]
#   remediation: |-
#     Add `resource "aws_default_security_group" "this" { vpc_id = aws_vpc.this.id }` with no rules
#     in it, and give every resource a group of its own.
#   aliases: [CKV2_AWS_12, AVD-AWS-0173]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"]
package provost.aws.vpc.default_security_group_closed

import rego.v1

applicable if input.resource.type == "aws_vpc"

# Beside its VPC the group's own rules are judged there.
applicable if not input.related.aws_vpc

applicable if attached

deny contains finding if {
	applicable
	input.resource.type == "aws_vpc"
	not input.related.aws_default_security_group
	finding := {"message": "the default security group is not closed", "path": []}
}

deny contains finding if {
	applicable
	input.resource.type == "aws_vpc"
	group := input.related.aws_default_security_group[_].attributes
	some direction in directions
	group[direction][_]
	finding := {"message": sprintf("the default security group has %s rules", [direction]), "path": []}
}

deny contains finding if {
	applicable
	input.resource.type == "aws_default_security_group"
	not input.related.aws_vpc
	some direction in directions
	input.resource.attributes[direction][_]
	finding := {"message": sprintf("the default security group has %s rules", [direction]), "path": [direction]}
}

# Rules of their own that refer to the group.
deny contains finding if {
	applicable
	attached
	finding := {"message": "rules are attached to the default security group", "path": []}
}

attached if {
	input.resource.type == "aws_default_security_group"
	some type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]
	input.related[type]
}

directions := {"egress", "ingress"}
