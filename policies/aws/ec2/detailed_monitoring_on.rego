# METADATA
# title: EC2 detailed monitoring is on
# description: >-
#   Looks at `monitoring`, off by default: metrics then come each five minutes instead of each
#   minute.
# custom:
#   severity: info
#   category: logging and monitoring
#   resources: [aws_instance]
#   params: {}
#   remediation: |-
#     Set `monitoring = true`; it is paid by the metric.
#   aliases: [CKV_AWS_126]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance
package provost.aws.ec2.detailed_monitoring_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.monitoring)
	finding := {"message": "metrics come each five minutes only", "path": ["monitoring"]}
}
