# METADATA
# title: AMI data source names its owners
# description: >-
#   Looks at `owners`: without it a search by name takes the newest match of anybody, and
#   anybody may publish an image with that name.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [data.aws_ami]
#   params: {}
#   remediation: |-
#     Add `owners = ["amazon"]`, or the account that builds your images.
#   aliases: [AVD-AWS-0344]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ami
package provost.aws.ec2.ami_owners_named

import rego.v1

deny contains finding if {
	not named
	finding := {"message": "the image may be anybody's", "path": ["owners"]}
}

named if count(input.resource.attributes.owners) > 0

named if {
	some filter in input.resource.attributes.filter
	filter.name in {"owner-id", "owner-alias", "image-id"}
}
