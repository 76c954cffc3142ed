# METADATA
# title: Lambda has a dead-letter queue
# description: >-
#   Looks at `dead_letter_config`. Events that an asynchronous call could not handle after its
#   retries are dropped without it.
# custom:
#   severity: low
#   category: availability
#   resources: [aws_lambda_function]
#   params: {}
#   remediation: |-
#     Add `dead_letter_config { target_arn = … }` with an SQS queue or an SNS topic, or an
#     `on_failure` destination.
#   aliases: [CKV_AWS_116]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
package provost.aws.lambda.dead_letter_queue_set

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not given
	finding := {"message": "events that cannot be handled are dropped", "path": ["dead_letter_config", 0, "target_arn"]}
}

given if values.present(input.resource.attributes.dead_letter_config[_].target_arn)
