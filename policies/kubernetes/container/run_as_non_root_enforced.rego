# METADATA
# title: runAsNonRoot is set
# description: >-
#   With `runAsNonRoot: true` the kubelet refuses to start a container whose user is root. Without
#   it an image decides. Pod Security Standards, restricted: true for the pod, or for every
#   container; an explicit `false` is wrong at either level. Relaxed since 1.35 for pods in a user
#   namespace of their own (`hostUsers: false`).
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Set it once for the pod, and give the image a numeric `USER` (or set `runAsUser`), for the
#     kubelet cannot judge a user name:
#
#       spec:
#         securityContext:
#           runAsNonRoot: true
#           runAsUser: 10001
#   aliases: [AVD-KSV-0012, pss/runasnonroot, kyverno/require-run-as-nonroot]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.run_as_non_root_enforced

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	not relaxed
}

relaxed if {
	kubernetes.since(input.params.version, 35)
	kubernetes.own_user_namespace(input.resource.workload.spec)
}

pod_non_root if kubernetes.is_true(input.resource.workload.spec.securityContext.runAsNonRoot)

deny contains finding if {
	applicable
	kubernetes.is_false(input.resource.workload.spec.securityContext.runAsNonRoot)
	finding := {
		"message": "pod sets runAsNonRoot to false",
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "runAsNonRoot"]),
	}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	kubernetes.is_false(container.spec.securityContext.runAsNonRoot)
	finding := {
		"message": sprintf("%s sets runAsNonRoot to false", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "runAsNonRoot"]),
	}
}

deny contains finding if {
	applicable
	not pod_non_root
	some container in input.resource.workload.containers
	not decided(container)
	finding := {
		"message": sprintf("%s may run as root: neither it nor its pod sets runAsNonRoot", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "runAsNonRoot"]),
	}
}

decided(container) if kubernetes.is_true(container.spec.securityContext.runAsNonRoot)

decided(container) if kubernetes.is_false(container.spec.securityContext.runAsNonRoot)
