# METADATA
# title: OpenSearch logs are published
# description: >-
#   Looks for `log_publishing_options` that publish any of its logs to CloudWatch Logs and are not
#   switched off. The provider's default publishes none; inside the block `enabled` is on.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_elasticsearch_domain, aws_opensearch_domain]
#   remediation: |-
#     Add `log_publishing_options` with `log_type = "AUDIT_LOGS"` and a `cloudwatch_log_group_arn`
#     that the service may write to; audit logs take fine-grained access control.
#   aliases: [CKV_AWS_84]
#   references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html"]
package provost.aws.opensearch.logged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not published
	finding := {"message": "no log is published", "path": ["log_publishing_options"]}
}

published if {
	logs := input.resource.attributes.log_publishing_options[_]
	not values.is_false(logs.enabled)
}
