# METADATA
# title: Roles do not manage roles and bindings
# description: >-
#   Who writes roles and bindings decides who may do what; RBAC keeps the writer to rights that it
#   holds itself, but not from handing them on or taking them away.
# custom:
#   severity: high
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Let the pipeline that applies the manifests write roles and bindings, and grant others `get`,
#     `list` and `watch`.
#   aliases: [AVD-KSV-0050]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.management_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"rbac.authorization.k8s.io"}, {"roles", "clusterroles", "rolebindings", "clusterrolebindings"}, {"create", "update", "patch", "delete", "deletecollection"})
	finding := {
		"message": "role may write roles and bindings",
		"path": ["rules", index],
	}
}
