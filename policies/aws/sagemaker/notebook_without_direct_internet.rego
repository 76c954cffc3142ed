# METADATA
# title: SageMaker notebook has no direct internet access
# description: >-
#   Looks at `direct_internet_access`, `Enabled` by default: data of the notebook leaves by a
#   way that no security group or flow log sees.
# custom:
#   severity: medium
#   category: public exposure
#   resources: [aws_sagemaker_notebook_instance]
#   params: {}
#   remediation: |-
#     Set `direct_internet_access = "Disabled"` with a `subnet_id` and `security_groups`. The
#     instance is replaced.
#   aliases: [CKV_AWS_122]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sagemaker_notebook_instance
package provost.aws.sagemaker.notebook_without_direct_internet

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "the notebook reaches the Internet around the VPC", "path": ["direct_internet_access"]}
}

fine if input.resource.attributes.direct_internet_access in {"Disabled"}
