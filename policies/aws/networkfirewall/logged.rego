# METADATA
# title: Network firewall logs
# description: >-
#   Looks for `aws_networkfirewall_logging_configuration` of a firewall. Without it nobody can
#   say what was let through and what was stopped.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_networkfirewall_firewall]
#   params: {}
#   remediation: |-
#     Add `aws_networkfirewall_logging_configuration` for alerts and flows.
#   aliases: [CKV2_AWS_63]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/networkfirewall_logging_configuration
package provost.aws.networkfirewall.logged

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "the firewall writes no logs", "path": []}
}

given if input.related.aws_networkfirewall_logging_configuration
