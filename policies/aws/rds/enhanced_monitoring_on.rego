# METADATA
# title: RDS enhanced monitoring is on
# description: >-
#   Looks at `monitoring_interval`, 0 (off) by default. Enhanced monitoring gives memory, disk
#   and processes by the second, from within the host, which the default metrics lack.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   params: {}
#   remediation: |-
#     Set `monitoring_interval` to 1, 5, 10, 15, 30 or 60 seconds, with a
#     `monitoring_role_arn`.
#   aliases: [CKV_AWS_118]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
package provost.aws.rds.enhanced_monitoring_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not on
	finding := {"message": "enhanced monitoring is off", "path": ["monitoring_interval"]}
}

on if values.number(input.resource.attributes.monitoring_interval) > 0
