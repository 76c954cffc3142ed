# METADATA
# title: RDS performance insights is on
# description: >-
#   Looks at `performance_insights_enabled`, off by default. It shows which queries load the
#   database, which is what one asks in an incident; seven days are free.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   params: {}
#   remediation: |-
#     Set `performance_insights_enabled = true`. It applies without a restart on most classes.
#   aliases: [CKV_AWS_353, AVD-AWS-0133]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
package provost.aws.rds.performance_insights_on

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.performance_insights_enabled)
	finding := {"message": "performance insights is off", "path": ["performance_insights_enabled"]}
}
