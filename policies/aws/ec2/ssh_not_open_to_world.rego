# METADATA
# title: Security group does not open SSH to the world
# description: >-
#   Looks at ingress that reaches TCP port 22 from every IPv4 or IPv6 address: in the blocks of a
#   security group, in `aws_security_group_rule` and in `aws_vpc_security_group_ingress_rule`, also
#   where the port lies inside a range or the rule is for every protocol. An open SSH port is found
#   and attacked within minutes.
# custom:
#   severity: critical
#   category: network segmentation
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   remediation: |-
#     Replace the range by the addresses that need SSH, by a `source_security_group_id` of a
#     bastion, or drop the rule and use Session Manager, which needs no open port.
#   aliases: [CKV_AWS_24, AVD-AWS-0107]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"]
package provost.aws.ec2.ssh_not_open_to_world

import rego.v1

import data.provost.lib.network

deny contains finding if {
	some entry in network.ingress(input.resource)
	network.reaches_port(entry.rule, 22)
	some source in network.world(entry)
	finding := {"message": sprintf("SSH (port 22) is open to %s", [source.cidr]), "path": source.path}
}
