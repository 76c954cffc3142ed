# METADATA
# title: Roles do not approve signing requests
# description: >-
#   Who may approve certificate signing requests can issue a client certificate for any user or
#   group and so become it.
# custom:
#   severity: high
#   category: least privilege
#   resources: [ClusterRole]
#   params: {}
#   remediation: |-
#     Leave approval to the controllers of the cluster; an operator that must approve is restricted to
#     its signer with `resourceNames` on `signers`.
#   aliases: [CKV_K8S_156]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.certificate_approval_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"certificates.k8s.io"}, {"certificatesigningrequests/approval"}, {"update", "patch"})
	finding := {
		"message": "role may approve certificate signing requests",
		"path": ["rules", index],
	}
}
