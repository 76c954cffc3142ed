# METADATA
# title: Default service account mounts no token
# description: >-
#   Pods that name no service account get `default`. When its token is not mounted by default, a
#   forgotten `serviceAccountName` gives nothing away.
# custom:
#   severity: low
#   category: least privilege
#   resources: [ServiceAccount]
#   params: {}
#   remediation: |-
#     Set `automountServiceAccountToken: false` on the ServiceAccount `default` of each namespace.
#   aliases: [CKV_K8S_41]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
package provost.kubernetes.rbac.default_service_account_inert

import rego.v1

import data.provost.lib.kubernetes

applicable if input.resource.attributes.metadata.name == "default"

deny contains finding if {
	applicable
	not kubernetes.is_false(input.resource.attributes.automountServiceAccountToken)
	finding := {
		"message": "default service account mounts its token into every pod that names none",
		"path": ["automountServiceAccountToken"],
	}
}
