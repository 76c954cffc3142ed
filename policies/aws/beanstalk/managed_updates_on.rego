# METADATA
# title: Elastic Beanstalk takes managed updates
# description: >-
#   Looks for the setting `ManagedActionsEnabled` of `aws:elasticbeanstalk:managedactions`, off
#   by default in Terraform: the platform then stays at the version of its first day.
# custom:
#   severity: low
#   category: patching
#   resources: [aws_elastic_beanstalk_environment]
#   params: {}
#   remediation: |-
#     Add:
#
#       setting {
#         namespace = "aws:elasticbeanstalk:managedactions"
#         name      = "ManagedActionsEnabled"
#         value     = "true"
#       }
#   aliases: [CKV_AWS_340]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elastic_beanstalk_environment
package provost.aws.beanstalk.managed_updates_on

import rego.v1

deny contains finding if {
	not on
	finding := {"message": "the platform is not updated by itself", "path": ["setting"]}
}

on if {
	some setting in input.resource.attributes.setting
	setting.namespace == "aws:elasticbeanstalk:managedactions"
	setting.name == "ManagedActionsEnabled"
	lower(sprintf("%v", [setting.value])) == "true"
}
