# METADATA
# title: Pod does not use the default service account
# description: >-
#   Every pod of a namespace that names no service account shares `default`: what one of them is
#   granted all of them have. A pod without a token is not judged.
# custom:
#   severity: low
#   category: least privilege
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Create a ServiceAccount for the workload and name it in `serviceAccountName`; where the API
#     server is not called, `automountServiceAccountToken: false` is enough.
#   aliases: [kube-linter/default-service-account]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
package provost.kubernetes.pod.default_service_account_not_used

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

own_account if {
	account := input.resource.workload.spec.serviceAccountName
	count(account) > 0
	account != "default"
}

# The older name of the field.
own_account if {
	account := input.resource.workload.spec.serviceAccount
	count(account) > 0
	account != "default"
}

deny contains finding if {
	applicable
	not own_account
	not kubernetes.is_false(input.resource.workload.spec.automountServiceAccountToken)
	finding := {
		"message": "pod uses the default service account of its namespace",
		"path": kubernetes.pod_path(input.resource.workload, ["serviceAccountName"]),
	}
}
