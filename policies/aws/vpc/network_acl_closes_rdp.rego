# METADATA
# title: Network ACL does not open RDP to the world
# description: >-
#   Looks at allowing ingress rules of a network ACL, inline or as `aws_network_acl_rule`, that
#   reach TCP port 3389 from every address. The order of rules is not considered: a lower number
#   that denies it would make the rule pointless.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_network_acl_rule, aws_network_acl]
#   remediation: |-
#     Limit the rule to the ranges that need RDP, or drop it and use Session Manager. Rules for the
#     answers to outgoing connections open the ephemeral ports 1024-65535; give those a deny rule
#     for 3389 with a lower number where it lies inside.
#   aliases: [CKV_AWS_231, AVD-AWS-0105]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"]
package provost.aws.vpc.network_acl_closes_rdp

import rego.v1

import data.provost.lib.network
import data.provost.lib.values

deny contains finding if {
	rule := input.resource.attributes.ingress[i]
	rule.action == "allow"
	open(rule)
	finding := {"message": "the network ACL lets RDP (port 3389) in from every address", "path": ["ingress", i]}
}

deny contains finding if {
	input.resource.type == "aws_network_acl_rule"
	not values.is_true(input.resource.attributes.egress)
	input.resource.attributes.rule_action == "allow"
	open(input.resource.attributes)
	finding := {"message": "the network ACL lets RDP (port 3389) in from every address", "path": ["rule_action"]}
}

open(rule) if {
	some key in ["cidr_block", "ipv6_cidr_block"]
	network.is_world(rule[key])
	network.reaches_port(rule, 3389)
}
