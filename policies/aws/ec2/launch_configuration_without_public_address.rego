# METADATA
# title: Launch configuration gives no public IP address
# description: >-
#   Looks at `associate_public_ip_address` of a launch configuration. Every instance that the group
#   starts gets the address. Where it is absent the subnet decides.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_launch_configuration]
#   remediation: |-
#     Set `associate_public_ip_address = false`; the configuration is replaced, and running
#     instances keep their address until they are. Consider an `aws_launch_template`: launch
#     configurations are no longer developed.
#   aliases: [CKV_AWS_389, AVD-AWS-0009]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"]
package provost.aws.ec2.launch_configuration_without_public_address

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.associate_public_ip_address)
	finding := {"message": "instances get a public address", "path": ["associate_public_ip_address"]}
}
