# METADATA
# title: Roles do not exec into pods
# description: >-
#   `pods/exec` and `pods/attach` open a shell in any pod of the namespace: with it come its
#   secrets, its service account and its network.
# custom:
#   severity: high
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Remove the resource; debugging gets a role of its own, bound for as long as it takes.
#   aliases: [AVD-KSV-0053]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.exec_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {""}, {"pods/exec", "pods/attach"}, {"create", "get"})
	finding := {
		"message": "role may execute commands in pods",
		"path": ["rules", index],
	}
}
