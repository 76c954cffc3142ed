# METADATA
# title: Security group does not open port 80 to the world
# description: >-
#   Looks for ingress rules, in their three writings, that let `0.0.0.0/0` or `::/0` reach port
#   80. Plain HTTP from the Internet is read and changed on the way; a load balancer that only
#   redirects is the usual exception, to be waived.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule]
#   params: {}
#   remediation: |-
#     Open 443 only, at the load balancer; let targets take connections from its security
#     group.
#   aliases: [CKV_AWS_260]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
package provost.aws.ec2.http_not_open_to_world

import rego.v1

import data.provost.lib.network

deny contains finding if {
	some entry in network.ingress(input.resource)
	network.reaches_port(entry.rule, 80)
	some source in network.world(entry)
	finding := {"message": sprintf("HTTP (port 80) is open to %s", [source.cidr]), "path": source.path}
}
