# METADATA
# title: Roles do not impersonate
# description: >-
#   `impersonate` on users, groups or service accounts lets the holder act as any of them, cluster
#   administrators included.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Remove the verb. Where an operator must impersonate, name the accounts in `resourceNames`, and
#     record the waiver.
#   aliases: [CKV2_K8S_3, AVD-KSV-0043]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.impersonation_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"", "authentication.k8s.io"}, {"users", "groups", "serviceaccounts", "uids"}, {"impersonate"})
	finding := {
		"message": "role may impersonate others",
		"path": ["rules", index],
	}
}
