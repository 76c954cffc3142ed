# METADATA
# title: RDS performance insights data uses a customer-managed key
# description: >-
#   Looks at `performance_insights_kms_key_id`. Only instances with performance insights are
#   judged; the data holds texts of queries. With a key of your own you decide who may decrypt,
#   see each use in CloudTrail and can take the data away by disabling the key; the key that AWS
#   keeps allows none of it.
# custom:
#   severity: low
#   category: customer-managed keys
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   params: {}
#   remediation: |-
#     Set `performance_insights_kms_key_id` to the ARN of a KMS key whose policy names who may
#     use it.
#   aliases: [CKV_AWS_354, AVD-AWS-0078]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
package provost.aws.rds.performance_insights_encrypted_with_own_key

import rego.v1

import data.provost.lib.values

applicable if values.is_true(input.resource.attributes.performance_insights_enabled)

deny contains finding if {
	applicable
	not values.present(input.resource.attributes.performance_insights_kms_key_id)
	finding := {"message": "data is not encrypted with a key of your own", "path": ["performance_insights_kms_key_id"]}
}
