# METADATA
# title: Lambda permission names its source
# description: >-
#   Looks at permissions for AWS services (`*.amazonaws.com`). Without `source_arn` or
#   `source_account` the service may call the function on behalf of any customer: a bucket or a rule
#   in another account suffices. Permissions for accounts and roles are not judged.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [aws_lambda_permission]
#   remediation: |-
#     Set `source_arn` to the bucket, rule, topic or API that calls the function; where its ARN
#     holds no account (S3), set `source_account` too. The permission is replaced.
#   aliases: [CKV_AWS_364, AVD-AWS-0067]
#   references: ["https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html"]
package provost.aws.lambda.permission_source_named

import rego.v1

import data.provost.lib.values

applicable if service

service if {
	is_string(input.resource.attributes.principal)
	regex.match(`^[a-z0-9.-]+[.]amazonaws[.]com([.]cn)?$`, input.resource.attributes.principal)
}

deny contains finding if {
	applicable
	not values.present(input.resource.attributes.source_arn)
	not values.present(input.resource.attributes.source_account)
	finding := {"message": "any customer's resources of the service may call the function", "path": ["principal"]}
}
