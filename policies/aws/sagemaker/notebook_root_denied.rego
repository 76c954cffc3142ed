# METADATA
# title: SageMaker notebook denies root access
# description: >-
#   Looks at `root_access`, `Enabled` by default: users of the notebook are then administrators
#   of its host.
# custom:
#   severity: low
#   category: least privilege
#   resources: [aws_sagemaker_notebook_instance]
#   params: {}
#   remediation: |-
#     Set `root_access = "Disabled"`.
#   aliases: [CKV_AWS_307]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sagemaker_notebook_instance
package provost.aws.sagemaker.notebook_root_denied

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "users of the notebook are root", "path": ["root_access"]}
}

fine if input.resource.attributes.root_access in {"Disabled"}
