# METADATA
# title: Transit gateway does not auto-accept attachments
# description: >-
#   Looks at `auto_accept_shared_attachments`: with `enable` every account that the gateway is
#   shared with joins the network by itself. The default is `disable`.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_ec2_transit_gateway]
#   params: {}
#   remediation: |-
#     Remove the attribute or set `disable`.
#   aliases: [CKV_AWS_331]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway
package provost.aws.ec2.transit_gateway_accepts_by_hand

import rego.v1

deny contains finding if {
	input.resource.attributes.auto_accept_shared_attachments in {"enable"}
	finding := {"message": "attachments of other accounts are accepted by themselves", "path": ["auto_accept_shared_attachments"]}
}
