# METADATA
# title: OpenSearch fine-grained access control is on
# description: >-
#   Looks at `advanced_security_options.enabled`, off by default: without it whoever reaches the
#   domain past its policy reads and writes every index.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   params: {}
#   remediation: |-
#     Set `advanced_security_options { enabled = true }` with a master user, encryption at
#     rest and between nodes, and HTTPS enforced.
#   aliases: [CKV2_AWS_52]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain
package provost.aws.opensearch.access_control_fine_grained

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not given
	finding := {"message": "fine-grained access control is off", "path": ["advanced_security_options", 0, "enabled"]}
}

given if values.is_true(input.resource.attributes.advanced_security_options[_].enabled)
