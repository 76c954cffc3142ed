# METADATA
# title: MQ broker general logs are on
# description: >-
#   Looks for `logs` with `general = true`. Without the general log failures of the broker cannot be
#   explained. The provider's default is off.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_mq_broker]
#   remediation: |-
#     Add `logs` with `general = true`. It applies after a reboot of the broker.
#   aliases: [CKV_AWS_48, AVD-AWS-0071]
#   references: ["https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html"]
package provost.aws.mq.general_logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enabled
	finding := {"message": "the general log is off", "path": ["logs", 0, "general"]}
}

enabled if values.is_true(input.resource.attributes.logs[_].general)
