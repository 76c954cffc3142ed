# METADATA
# title: Updates run no code of packages
# description: >-
#   With `insecure-external-code-execution: allow` Dependabot runs the code of the manifests that
#   it updates, where private registries' credentials are at hand.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [dependabot-update]
#   params: {}
#   remediation: |-
#     Remove the setting, or deny it:
#
#       insecure-external-code-execution: deny
#   aliases: [zizmor/dependabot-execution]
#   references:
#     - https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference
#     - https://docs.zizmor.sh/audits/#dependabot-execution
package provost.github.dependabot.external_code_not_run

import rego.v1

deny contains finding if {
	input.resource.attributes["insecure-external-code-execution"] == "allow"
	finding := {"message": "updates run the code of packages", "path": ["insecure-external-code-execution"]}
}
