# METADATA
# title: Peering routes are not wide open
# description: >-
#   Looks for routes by a peering connection to `0.0.0.0/0` or `::/0`: everything without a
#   nearer route goes into a network that another team, or another company, runs.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_route, aws_route_table]
#   params: {}
#   remediation: |-
#     Route the ranges of the other network only.
#   aliases: [CKV2_AWS_44]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route
package provost.aws.vpc.peering_routes_narrow

import rego.v1

import data.provost.lib.network
import data.provost.lib.values

deny contains finding if {
	values.present(input.resource.attributes.vpc_peering_connection_id)
	some key in ["destination_cidr_block", "destination_ipv6_cidr_block"]
	network.is_world(input.resource.attributes[key])
	finding := {"message": "everything is routed to the peer", "path": [key]}
}

deny contains finding if {
	route := input.resource.attributes.route[i]
	values.present(route.vpc_peering_connection_id)
	some key in ["cidr_block", "ipv6_cidr_block"]
	network.is_world(route[key])
	finding := {"message": "everything is routed to the peer", "path": ["route", i, key]}
}
