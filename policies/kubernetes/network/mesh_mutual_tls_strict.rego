# METADATA
# title: Mesh traffic uses mutual TLS
# description: >-
#   In the modes PERMISSIVE and DISABLE the sidecars of a service mesh take plain text too: whoever
#   reaches the pod network can call services without an identity.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [PeerAuthentication]
#   params: {}
#   remediation: |-
#     Set `mode: STRICT`, for the mesh in the root namespace and without exceptions by port; move
#     callers outside the mesh into it first.
#   aliases: []
#   references:
#     - https://istio.io/latest/docs/reference/config/security/peer_authentication/
package provost.kubernetes.network.mesh_mutual_tls_strict

import rego.v1

weak := {"PERMISSIVE", "DISABLE"}

deny contains finding if {
	input.resource.attributes.spec.mtls.mode in weak
	finding := {
		"message": sprintf("mutual TLS is %s", [input.resource.attributes.spec.mtls.mode]),
		"path": ["spec", "mtls", "mode"],
	}
}

deny contains finding if {
	some port, setting in input.resource.attributes.spec.portLevelMtls
	setting.mode in weak
	finding := {
		"message": sprintf("mutual TLS of port %v is %s", [port, setting.mode]),
		"path": ["spec", "portLevelMtls", port, "mode"],
	}
}
