# METADATA
# title: Lambda runs in a VPC
# description: >-
#   Looks for `vpc_config` with subnets. Within a VPC security groups and endpoints say what a
#   function reaches; by default it has the whole Internet. A function that needs no other
#   network may well do without.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Add `vpc_config` with private subnets and a security group, and VPC endpoints for the
#     AWS services that are called.
#   aliases: [CKV_AWS_117]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.in_vpc

import rego.v1

deny contains finding if {
	not inside
	finding := {"message": "the function runs outside of a VPC", "path": ["vpc_config"]}
}

inside if count(input.resource.attributes.vpc_config[_].subnet_ids) > 0
