# METADATA
# title: OpenSearch encrypts node-to-node traffic
# description: >-
#   Looks for `node_to_node_encryption` with `enabled = true` in domains of several nodes, and in
#   those that switch it off by hand. Shards and search results travel between the nodes. The
#   provider's default is off. A domain of one node has no such traffic.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_elasticsearch_domain, aws_opensearch_domain]
#   remediation: |-
#     Add `node_to_node_encryption { enabled = true }`. On engine versions before 6.7 the domain is
#     replaced.
#   aliases: [CKV_AWS_6, AVD-AWS-0043]
#   references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html"]
package provost.aws.opensearch.node_traffic_encrypted

import rego.v1

import data.provost.lib.values

applicable if values.number(input.resource.attributes.cluster_config[_].instance_count) > 1

# Switched off where the number of nodes is left to the default.
applicable if {
	not counted
	values.is_false(input.resource.attributes.node_to_node_encryption[_].enabled)
}

applicable if enabled

deny contains finding if {
	applicable
	not enabled
	finding := {"message": "traffic between the nodes is not encrypted", "path": ["node_to_node_encryption", 0, "enabled"]}
}

enabled if values.is_true(input.resource.attributes.node_to_node_encryption[_].enabled)

counted if values.number(input.resource.attributes.cluster_config[_].instance_count)
