# METADATA
# title: The default VPC is not used
# description: >-
#   Looks for `aws_default_vpc`. The default VPC has public subnets only and lies open by design; a
#   resource that adopts it says that something runs there.
# custom:
#   severity: high
#   category: network segmentation
#   resources: [aws_default_vpc, aws_vpc]
#   remediation: |-
#     Make a VPC of your own with private subnets, move what runs in the default one, and delete it.
#   aliases: [CKV_AWS_148, AVD-AWS-0101]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"]
package provost.aws.vpc.default_vpc_unused

import rego.v1

deny contains finding if {
	input.resource.type == "aws_default_vpc"
	finding := {"message": "the default VPC is taken over", "path": []}
}
