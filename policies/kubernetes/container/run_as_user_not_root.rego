# METADATA
# title: runAsUser is not 0
# description: >-
#   User 0 in a container is user 0 of the node for everything that escapes the container. Pod
#   Security Standards, restricted: `runAsUser` of pod and containers is undefined or not 0. Relaxed
#   since 1.35 for pods in a user namespace of their own (`hostUsers: false`).
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Give the process a user of its own, `runAsUser: 10001`; for files in volumes set `fsGroup`.
#   aliases: [AVD-KSV-0105, pss/runasuser, kyverno/require-run-as-non-root-user]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.run_as_user_not_root

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	kubernetes.since(input.params.version, 23)
	not relaxed
}

relaxed if {
	kubernetes.since(input.params.version, 35)
	kubernetes.own_user_namespace(input.resource.workload.spec)
}

root(user) if user in {0, "0"}

deny contains finding if {
	applicable
	root(input.resource.workload.spec.securityContext.runAsUser)
	finding := {
		"message": "pod runs as user 0",
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "runAsUser"]),
	}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	root(container.spec.securityContext.runAsUser)
	finding := {
		"message": sprintf("%s runs as user 0", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "runAsUser"]),
	}
}
