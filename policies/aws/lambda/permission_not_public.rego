# METADATA
# title: Lambda function is not public
# description: >-
#   Looks at `principal` of a Lambda permission. With `*` everybody with an AWS account may call the
#   function, unless a source is named; name accounts and services in place of it.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_lambda_permission]
#   remediation: |-
#     Set `principal` to an account id, a role's ARN or a service such as `s3.amazonaws.com`; for an
#     organisation keep `*` out and grant the function through its accounts.
#   aliases: [CKV_AWS_301]
#   references: ["https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"]
package provost.aws.lambda.permission_not_public

import rego.v1

deny contains finding if {
	input.resource.attributes.principal == "*"
	finding := {"message": "every principal may call the function", "path": ["principal"]}
}
