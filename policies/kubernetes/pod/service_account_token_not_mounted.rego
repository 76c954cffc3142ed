# METADATA
# title: Service account token is mounted only where needed
# description: >-
#   By default every container gets a token for the API server. A process that never calls it only
#   hands the token to whoever breaks in. The setting of the pod wins over that of its
#   ServiceAccount.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set `automountServiceAccountToken: false` in the pod spec or on the ServiceAccount. A pod that
#     does call the API server keeps the token: give it a ServiceAccount of its own with a narrow
#     role, and a waiver.
#   aliases: [CKV_K8S_38, AVD-KSV-0036, kyverno/restrict-automount-sa-token]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
package provost.kubernetes.pod.service_account_token_not_mounted

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

unmounted if kubernetes.is_false(input.resource.workload.spec.automountServiceAccountToken)

unmounted if {
	not kubernetes.is_true(input.resource.workload.spec.automountServiceAccountToken)
	some account in input.related.ServiceAccount
	kubernetes.is_false(account.attributes.automountServiceAccountToken)
}

deny contains finding if {
	applicable
	not unmounted
	finding := {
		"message": "pod mounts the token of its service account",
		"path": kubernetes.pod_path(input.resource.workload, ["automountServiceAccountToken"]),
	}
}
