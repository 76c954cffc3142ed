# METADATA
# title: Security group egress names its destinations
# description: >-
#   Looks at egress to every IPv4 or IPv6 address, on whatever port: in the blocks of a security
#   group, in `aws_security_group_rule` and in `aws_vpc_security_group_egress_rule`. It is stricter
#   than limiting the ports (`aws-ec2-egress-not-open-to-world`), and fits groups of data stores and
#   of workloads that call nothing but their own network.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_egress_rule]
#   remediation: |-
#     Name the ranges, security groups or prefix lists that the workload calls; reach AWS services
#     through VPC endpoints.
#   aliases: [AVD-AWS-0104]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"]
package provost.aws.ec2.egress_destinations_named

import rego.v1

import data.provost.lib.network

deny contains finding if {
	some entry in network.egress(input.resource)
	some source in network.world(entry)
	finding := {"message": sprintf("traffic may leave to %s", [source.cidr]), "path": source.path}
}
