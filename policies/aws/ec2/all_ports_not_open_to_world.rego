# METADATA
# title: Security group does not open all ports to the world
# description: >-
#   Looks at ingress from every IPv4 or IPv6 address on the whole range of ports or on every
#   protocol: in the blocks of a security group, in `aws_security_group_rule` and in
#   `aws_vpc_security_group_ingress_rule`. Whatever listens behind the group, now or later, is then
#   on the internet.
# custom:
#   severity: critical
#   category: network segmentation
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   remediation: |-
#     Open only the ports that the service offers, and only the edge tier to the world; let other
#     tiers name the security group in front of them as their source.
#   aliases: [CKV_AWS_277]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"]
package provost.aws.ec2.all_ports_not_open_to_world

import rego.v1

import data.provost.lib.network

deny contains finding if {
	some entry in network.ingress(input.resource)
	network.opens_all_ports(entry.rule)
	some source in network.world(entry)
	finding := {"message": sprintf("all ports are open to %s", [source.cidr]), "path": source.path}
}
