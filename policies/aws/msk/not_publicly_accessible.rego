# METADATA
# title: MSK brokers are private
# description: >-
#   Looks at `public_access.type`: `SERVICE_PROVIDED_EIPS` gives every broker an address on the
#   Internet. The default is `DISABLED`.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_msk_cluster]
#   params: {}
#   remediation: |-
#     Remove the block, or set `type = "DISABLED"`; clients elsewhere come in by PrivateLink.
#   aliases: [CKV_AWS_291]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster
package provost.aws.msk.not_publicly_accessible

import rego.v1

deny contains finding if {
	input.resource.attributes.broker_node_group_info[i].connectivity_info[j].public_access[k].type in {"SERVICE_PROVIDED_EIPS"}
	finding := {"message": "brokers have public addresses", "path": ["broker_node_group_info", i, "connectivity_info", j, "public_access", k, "type"]}
}
