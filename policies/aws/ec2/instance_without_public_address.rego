# METADATA
# title: EC2 instance has no public IP address
# description: >-
#   Looks at `associate_public_ip_address` of instances and of the network interfaces of launch
#   templates. A machine with a public address is on the internet as soon as a security group slips.
#   Where it is absent the subnet decides, which has a rule of its own.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_instance, aws_launch_template]
#   remediation: |-
#     Set `associate_public_ip_address = false`, place the instance in a private subnet, and put a
#     load balancer in front of it. The instance is replaced.
#   aliases: [CKV_AWS_88]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"]
package provost.aws.ec2.instance_without_public_address

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.associate_public_ip_address)
	finding := {"message": "a public address is assigned", "path": ["associate_public_ip_address"]}
}

deny contains finding if {
	interface := input.resource.attributes.network_interfaces[i]
	values.is_true(interface.associate_public_ip_address)
	finding := {"message": "a public address is assigned", "path": ["network_interfaces", i, "associate_public_ip_address"]}
}
