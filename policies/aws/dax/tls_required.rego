# METADATA
# title: DAX endpoint uses TLS
# description: >-
#   Looks at `cluster_endpoint_encryption_type`, `NONE` by default.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_dax_cluster]
#   params: {}
#   remediation: |-
#     Set `cluster_endpoint_encryption_type = "TLS"`. The cluster is replaced, and clients
#     need the TLS endpoint.
#   aliases: [CKV_AWS_239]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dax_cluster
package provost.aws.dax.tls_required

import rego.v1

deny contains finding if {
	not fine
	finding := {"message": "the endpoint speaks plaintext", "path": ["cluster_endpoint_encryption_type"]}
}

fine if input.resource.attributes.cluster_endpoint_encryption_type in {"TLS"}
