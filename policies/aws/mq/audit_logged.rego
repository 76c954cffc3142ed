# METADATA
# title: MQ broker audit logs are on
# description: >-
#   Looks for `logs` with `audit = true`. Without the audit log nobody can tell who changed what in
#   the broker. The provider's default is off; RabbitMQ brokers have general logs only.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_mq_broker]
#   remediation: |-
#     Add `logs` with `audit = true` and `general = true`. It applies after a reboot of the broker.
#   aliases: [CKV_AWS_197, AVD-AWS-0070]
#   references: ["https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html"]
package provost.aws.mq.audit_logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enabled
	finding := {"message": "the audit log is off", "path": ["logs", 0, "audit"]}
}

enabled if values.is_true(input.resource.attributes.logs[_].audit)
