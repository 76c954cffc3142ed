# METADATA
# title: Network ACL does not open all ports
# description: >-
#   Looks at allowing ingress rules of a network ACL, inline or as `aws_network_acl_rule`, for every
#   protocol or the whole range of ports. Such a rule makes the ACL do nothing for the subnets
#   behind it, as the default ACL does.
# custom:
#   severity: high
#   category: network segmentation
#   resources: [aws_network_acl_rule, aws_network_acl]
#   remediation: |-
#     Allow the ports that the subnet offers and the ephemeral ports 1024-65535 for answers, each
#     from the ranges that need it.
#   aliases: [CKV_AWS_352, AVD-AWS-0102]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"]
package provost.aws.vpc.network_acl_not_open

import rego.v1

import data.provost.lib.network
import data.provost.lib.values

deny contains finding if {
	rule := input.resource.attributes.ingress[i]
	rule.action == "allow"
	network.opens_all_ports(rule)
	finding := {"message": "the network ACL lets every protocol and port in", "path": ["ingress", i]}
}

deny contains finding if {
	input.resource.type == "aws_network_acl_rule"
	not values.is_true(input.resource.attributes.egress)
	input.resource.attributes.rule_action == "allow"
	network.opens_all_ports(input.resource.attributes)
	finding := {"message": "the network ACL lets every protocol and port in", "path": ["protocol"]}
}
