# METADATA
# title: Updates wait until a release has settled
# description: >-
#   Most malicious releases are found within days. `cooldown` keeps Dependabot from proposing a
#   release before it is that old; without `default-days` there is no wait.
# custom:
#   severity: low
#   category: supply chain integrity
#   resources: [dependabot-update]
#   params: {min_days: 7}
#   remediation: |-
#     Wait a week:
#
#       cooldown:
#         default-days: 7
#   aliases: [zizmor/dependabot-cooldown]
#   references:
#     - https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference
#     - https://docs.zizmor.sh/audits/#dependabot-cooldown
package provost.github.dependabot.updates_cooled_down

import rego.v1

deny contains finding if {
	not input.resource.attributes.cooldown["default-days"]
	finding := {"message": "releases are proposed the day that they appear", "path": ["cooldown", "default-days"]}
}

deny contains finding if {
	days := input.resource.attributes.cooldown["default-days"]
	is_number(days)
	days < input.params.min_days
	finding := {
		"message": sprintf("releases are proposed after %v days, fewer than %v", [days, input.params.min_days]),
		"path": ["cooldown", "default-days"],
	}
}
