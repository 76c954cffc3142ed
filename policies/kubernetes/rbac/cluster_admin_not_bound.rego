# METADATA
# title: cluster-admin is not bound
# description: >-
#   `cluster-admin` allows everything, in every namespace when it is bound for the cluster. A
#   workload or a person that holds it is one mistake away from losing the cluster.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [ClusterRoleBinding, RoleBinding]
#   params: {}
#   remediation: |-
#     Bind a role with the rights that are used. Keep cluster-admin for a break-glass group outside
#     the manifests.
#   aliases: [AVD-KSV-0111, kube-linter/cluster-admin-role-binding]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.cluster_admin_not_bound

import rego.v1

deny contains finding if {
	input.resource.attributes.roleRef.kind == "ClusterRole"
	input.resource.attributes.roleRef.name == "cluster-admin"
	finding := {
		"message": "binding grants cluster-admin",
		"path": ["roleRef", "name"],
	}
}
