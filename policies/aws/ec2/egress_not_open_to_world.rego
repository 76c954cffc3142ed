# METADATA
# title: Security group does not allow all egress
# description: >-
#   Looks at egress to every IPv4 or IPv6 address on the whole range of ports or on every protocol:
#   in the blocks of a security group, in `aws_security_group_rule` and in
#   `aws_vpc_security_group_egress_rule`. Egress that is limited keeps a compromised workload from
#   fetching tools and from sending data out. Terraform removes the rule that AWS adds to a new
#   group, so a group without egress blocks is closed.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_egress_rule]
#   remediation: |-
#     Allow the ports and ranges that the workload calls, often 443 to a proxy or to VPC endpoints;
#     for AWS services use prefix lists.
#   aliases: [CKV_AWS_382]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"]
package provost.aws.ec2.egress_not_open_to_world

import rego.v1

import data.provost.lib.network

deny contains finding if {
	some entry in network.egress(input.resource)
	network.opens_all_ports(entry.rule)
	some source in network.world(entry)
	finding := {"message": sprintf("all ports may be reached at %s", [source.cidr]), "path": source.path}
}
