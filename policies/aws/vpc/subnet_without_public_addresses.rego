# METADATA
# title: Subnet does not hand out public addresses
# description: >-
#   Looks at `map_public_ip_on_launch`. Where it is on, whatever is launched in the subnet is on the
#   internet unless it says otherwise. The provider's default is off. Load balancers and NAT
#   gateways do not need it.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_subnet]
#   remediation: |-
#     Remove `map_public_ip_on_launch` or set it to `false`, and give a public address only to the
#     instances that need one.
#   aliases: [CKV_AWS_130, AVD-AWS-0164]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"]
package provost.aws.vpc.subnet_without_public_addresses

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.map_public_ip_on_launch)
	finding := {"message": "instances get a public address by default", "path": ["map_public_ip_on_launch"]}
}
