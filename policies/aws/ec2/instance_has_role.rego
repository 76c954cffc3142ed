# METADATA
# title: EC2 instance has an IAM role
# description: >-
#   Looks at `iam_instance_profile`: without a role, programs on the instance that call AWS need
#   long-lived keys. An instance that calls nothing may do without.
# custom:
#   severity: low
#   category: least privilege
#   resources: [aws_instance]
#   params: {}
#   remediation: |-
#     Attach an `aws_iam_instance_profile` with a role of the rights that are used.
#   aliases: [CKV2_AWS_41]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance
package provost.aws.ec2.instance_has_role

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.iam_instance_profile)
	not input.related.aws_launch_template
	finding := {"message": "the instance has no role", "path": ["iam_instance_profile"]}
}
