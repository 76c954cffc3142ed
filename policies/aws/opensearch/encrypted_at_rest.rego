# METADATA
# title: OpenSearch domain is encrypted at rest
# description: >-
#   Looks for `encrypt_at_rest` with `enabled = true`. It covers indices, logs, swap files and
#   automated snapshots. The provider's default is off, except with fine-grained access control.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_elasticsearch_domain, aws_opensearch_domain]
#   remediation: |-
#     Add `encrypt_at_rest { enabled = true }` (and `kms_key_id` for your own key). On engine
#     versions before 6.7 the domain is replaced.
#   aliases: [CKV_AWS_5, AVD-AWS-0048]
#   references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html"]
package provost.aws.opensearch.encrypted_at_rest

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enabled
	finding := {"message": "indices are not encrypted at rest", "path": ["encrypt_at_rest", 0, "enabled"]}
}

enabled if values.is_true(input.resource.attributes.encrypt_at_rest[_].enabled)
