# METADATA
# title: Glue job has a security configuration
# description: >-
#   Looks at `security_configuration` of jobs, crawlers and development endpoints: without it
#   data, logs and bookmarks that they write are not encrypted by a key of yours.
# custom:
#   severity: medium
#   category: encryption at rest
#   resources: [aws_glue_job, aws_glue_crawler, aws_glue_dev_endpoint]
#   params: {}
#   remediation: |-
#     Add an `aws_glue_security_configuration` with KMS for S3, CloudWatch and bookmarks, and
#     name it here.
#   aliases: [CKV_AWS_195]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glue_job
package provost.aws.glue.security_configured

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.security_configuration)
	finding := {"message": "there is no security configuration", "path": ["security_configuration"]}
}
