# METADATA
# title: Default service account is not bound
# description: >-
#   Rights bound to the service account `default` go to every pod of the namespace that names no
#   account of its own.
# custom:
#   severity: low
#   category: least privilege
#   resources: [ClusterRoleBinding, RoleBinding]
#   params: {}
#   remediation: |-
#     Create a ServiceAccount for the workload, name it in the pod spec, and bind the role to it.
#   aliases: [CKV_K8S_42]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.default_service_account_not_bound

import rego.v1

deny contains finding if {
	some index, subject in input.resource.attributes.subjects
	subject.kind == "ServiceAccount"
	subject.name == "default"
	finding := {
		"message": "binding grants its role to the default service account",
		"path": ["subjects", index, "name"],
	}
}
