# METADATA
# title: MSK encrypts traffic
# description: >-
#   Looks at `encryption_info.encryption_in_transit`: `client_broker` must be `TLS`, the provider's
#   default, and `in_cluster`, on by default, must stay on. `TLS_PLAINTEXT` lets clients choose
#   plaintext.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_msk_cluster]
#   remediation: |-
#     Set `client_broker = "TLS"`, and drop `in_cluster` or set it to `true`. `client_broker`
#     changes in place; `in_cluster` replaces the cluster.
#   aliases: [AVD-AWS-0073]
#   references: ["https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html"]
package provost.aws.msk.encrypted_in_transit

import rego.v1

import data.provost.lib.values

deny contains finding if {
	transit := input.resource.attributes.encryption_info[i].encryption_in_transit[j]
	transit.client_broker in {"PLAINTEXT", "TLS_PLAINTEXT"}
	finding := {
		"message": "brokers accept plaintext from clients",
		"path": ["encryption_info", i, "encryption_in_transit", j, "client_broker"],
	}
}

deny contains finding if {
	transit := input.resource.attributes.encryption_info[i].encryption_in_transit[j]
	values.is_false(transit.in_cluster)
	finding := {
		"message": "traffic between the brokers is not encrypted",
		"path": ["encryption_info", i, "encryption_in_transit", j, "in_cluster"],
	}
}
