# METADATA
# title: Network firewall has deletion protection
# description: >-
#   Looks at `delete_protection`, off by default.
# custom:
#   severity: low
#   category: deletion protection
#   resources: [aws_networkfirewall_firewall]
#   params: {}
#   remediation: |-
#     Set `delete_protection = true`.
#   aliases: [CKV_AWS_344]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/networkfirewall_firewall
package provost.aws.networkfirewall.deletion_protected

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.delete_protection)
	finding := {"message": "the firewall can be deleted by one call", "path": ["delete_protection"]}
}
