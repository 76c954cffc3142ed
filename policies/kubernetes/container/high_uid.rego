# METADATA
# title: Container runs with a high UID
# description: >-
#   User ids below 10000 are likely to exist on the node: what escapes the container then acts with
#   the rights of that user. Container values override those of the pod.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params:
#     min_uid: 10000
#   remediation: |-
#     Set `securityContext.runAsUser: 10001` (any number from 10000) on the pod, and let the image own
#     its files by group: `chgrp -R 0 /app && chmod -R g=u /app`.
#   aliases: [CKV_K8S_40, AVD-KSV-0020]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.high_uid

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	not kubernetes.windows(input.resource.workload.spec)
}

high(user) if to_number(user) >= input.params.min_uid

own(container) if container.spec.securityContext.runAsUser != null

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	own(container)
	not high(container.spec.securityContext.runAsUser)
	finding := {
		"message": sprintf("%s runs as user %v, below %v", [kubernetes.title(container), container.spec.securityContext.runAsUser, input.params.min_uid]),
		"path": kubernetes.container_path(container, ["securityContext", "runAsUser"]),
	}
}

deny contains finding if {
	applicable
	not high(input.resource.workload.spec.securityContext.runAsUser)
	some container in input.resource.workload.containers
	not own(container)
	finding := {
		"message": sprintf("%s does not run as a user of %v or above", [kubernetes.title(container), input.params.min_uid]),
		"path": kubernetes.container_path(container, ["securityContext", "runAsUser"]),
	}
}
