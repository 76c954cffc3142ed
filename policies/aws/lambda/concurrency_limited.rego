# METADATA
# title: Lambda function has a limit of concurrency
# description: >-
#   Looks at `reserved_concurrent_executions`, -1 (none) by default: a function that is called
#   in a loop or by an attacker takes the concurrency of the whole account, and the bill with
#   it.
# custom:
#   severity: info
#   category: capacity limits
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Set `reserved_concurrent_executions` above the measured peak.
#   aliases: [CKV_AWS_115]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.concurrency_limited

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not limited
	finding := {"message": "concurrency is not limited", "path": ["reserved_concurrent_executions"]}
}

limited if values.number(input.resource.attributes.reserved_concurrent_executions) >= 0
