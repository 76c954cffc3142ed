# METADATA
# title: Roles do not manage admission webhooks
# description: >-
#   Whoever writes an admission webhook configuration sees and changes every object that anyone
#   creates, secrets included.
# custom:
#   severity: critical
#   category: least privilege
#   resources: [ClusterRole]
#   params: {}
#   remediation: |-
#     Grant `get`, `list` and `watch` only, and let the installation pipeline write the configuration;
#     restrict an operator to its own by `resourceNames`.
#   aliases: [CKV_K8S_155, AVD-KSV-0114]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.admission_webhooks_not_managed

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"admissionregistration.k8s.io"}, {"mutatingwebhookconfigurations", "validatingwebhookconfigurations"}, {"create", "update", "patch"})
	finding := {
		"message": "role may write admission webhook configurations",
		"path": ["rules", index],
	}
}
