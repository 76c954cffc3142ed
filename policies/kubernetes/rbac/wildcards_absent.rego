# METADATA
# title: Roles use no wildcards
# description: >-
#   A `*` in verbs, resources or API groups grants what exists today and whatever is added tomorrow:
#   new verbs, custom resources, subresources.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     List the groups, resources and verbs that the holder uses; the audit log of the API server shows
#     them.
#   aliases: [CKV_K8S_49, AVD-KSV-0044, AVD-KSV-0045, AVD-KSV-0046, kube-linter/wildcard-in-rules, kyverno/restrict-wildcard-verbs, kyverno/restrict-wildcard-resources]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.wildcards_absent

import rego.v1

deny contains finding if {
	some index, rule in input.resource.attributes.rules
	some field in ["apiGroups", "resources", "verbs"]
	some position, entry in rule[field]
	entry == "*"
	finding := {
		"message": sprintf("role grants all %s", [words[field]]),
		"path": ["rules", index, field, position],
	}
}

words := {"apiGroups": "API groups", "resources": "resources", "verbs": "verbs"}
