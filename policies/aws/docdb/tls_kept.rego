# METADATA
# title: DocumentDB keeps TLS on
# description: >-
#   Looks for the parameter `tls` with the value `disabled`; it is `enabled` by default.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_docdb_cluster_parameter_group]
#   params: {}
#   remediation: |-
#     Remove the parameter; the change takes a restart of the instances.
#   aliases: [CKV_AWS_90]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster_parameter_group
package provost.aws.docdb.tls_kept

import rego.v1

deny contains finding if {
	parameter := input.resource.attributes.parameter[i]
	parameter.name == "tls"
	lower(parameter.value) in {"disabled"}
	finding := {"message": "connections without TLS are accepted", "path": ["parameter", i, "value"]}
}
