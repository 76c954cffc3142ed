# METADATA
# title: Roles do not escalate roles
# description: >-
#   RBAC keeps people from granting more than they hold; the verb `escalate` on roles lifts that
#   rule, and so does the right to write a role for whoever is bound to it.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Remove the verb `escalate`. Who administers roles holds the rights that the roles give, and
#     needs no escalation.
#   aliases: [CKV_K8S_158]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.escalation_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"rbac.authorization.k8s.io"}, {"roles", "clusterroles"}, {"escalate"})
	finding := {
		"message": "role may raise the rights of roles",
		"path": ["rules", index],
	}
}
