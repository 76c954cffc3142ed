# METADATA
# title: Roles do not bind roles
# description: >-
#   The verb `bind` on roles lets the holder bind a role whose rights it does not have, cluster-
#   admin for one, to itself.
# custom:
#   severity: high
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Remove the verb `bind`, or name the roles that may be bound in `resourceNames`.
#   aliases: [CKV_K8S_157, AVD-KSV-0051]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.binding_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"rbac.authorization.k8s.io"}, {"roles", "clusterroles", "rolebindings", "clusterrolebindings"}, {"bind"})
	finding := {
		"message": "role may bind roles whose rights it does not hold",
		"path": ["rules", index],
	}
}
