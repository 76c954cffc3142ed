# METADATA
# title: Roles do not read secrets
# description: >-
#   `get`, `list` or `watch` on secrets shows their values: tokens of other service accounts,
#   passwords, keys. `list` is enough to read them all.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Mount the secret into the pod that needs it in place of granting access through the API. A
#     controller that must read secrets gets a Role in its namespace with `resourceNames` and the verb
#     `get` alone, and a waiver.
#   aliases: [AVD-KSV-0041, kube-linter/access-to-secrets]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.secrets_not_readable

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {""}, {"secrets"}, {"get", "list", "watch"})
	finding := {
		"message": "role may read secrets",
		"path": ["rules", index],
	}
}
