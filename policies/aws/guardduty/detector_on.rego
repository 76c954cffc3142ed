# METADATA
# title: GuardDuty detector is on
# description: >-
#   Looks at `enable` of a detector, `true` by default: a detector that is off watches nothing.
# custom:
#   severity: medium
#   category: threat detection and filtering
#   resources: [aws_guardduty_detector]
#   params: {}
#   remediation: |-
#     Remove `enable = false`.
#   aliases: [CKV_AWS_238]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/guardduty_detector
package provost.aws.guardduty.detector_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_false(input.resource.attributes.enable)
	finding := {"message": "the detector is off", "path": ["enable"]}
}
