# METADATA
# title: Athena workgroup enforces its settings on clients
# description: >-
#   Looks at `configuration.enforce_workgroup_configuration`. Where it is off, a client chooses
#   itself where results go and whether they are encrypted. The provider's default is on.
# custom:
#   severity: medium
#   category: encryption at rest
#   resources: [aws_athena_workgroup]
#   remediation: |-
#     Remove `enforce_workgroup_configuration` or set it to `true`. It applies in place.
#   aliases: [CKV_AWS_82, AVD-AWS-0007]
#   references: ["https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html"]
package provost.aws.athena.workgroup_settings_enforced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	settings := input.resource.attributes.configuration[i]
	values.is_false(settings.enforce_workgroup_configuration)
	finding := {
		"message": "clients may override the settings of the workgroup",
		"path": ["configuration", i, "enforce_workgroup_configuration"],
	}
}
