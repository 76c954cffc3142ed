# METADATA
# title: Redshift requires SSL
# description: >-
#   Looks for the parameter `require_ssl`, which is `false` by default in groups of one's own.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_redshift_parameter_group]
#   params: {}
#   remediation: |-
#     Add a `parameter` with the name `require_ssl` and the value `true`.
#   aliases: [CKV_AWS_105]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshift_parameter_group
package provost.aws.redshift.tls_required

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "connections without TLS are accepted", "path": ["parameter"]}
}

given if {
	some parameter in input.resource.attributes.parameter
	parameter.name == "require_ssl"
	lower(sprintf("%v", [parameter.value])) in {"true", "1", "on"}
}
