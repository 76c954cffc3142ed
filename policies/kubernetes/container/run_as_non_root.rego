# METADATA
# title: Container runs as non-root
# description: >-
#   A process that runs as root in a container is root for everything that escapes it. The container
#   is safe when `runAsNonRoot` is true or `runAsUser` is above 0, each from the container or, where
#   it says nothing, from the pod; else the image decides, and most images run as root.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set it for the pod, with a user that the image knows how to run as:
#
#       spec:
#         securityContext:
#           runAsNonRoot: true
#           runAsUser: 10001
#   aliases: [CKV_K8S_23, kube-linter/run-as-non-root]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.run_as_non_root

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	not kubernetes.windows(input.resource.workload.spec)
	not kubernetes.own_user_namespace(input.resource.workload.spec)
}

safe(container) if kubernetes.is_true(container.spec.securityContext.runAsNonRoot)

safe(container) if {
	kubernetes.is_true(input.resource.workload.spec.securityContext.runAsNonRoot)
	not kubernetes.is_false(container.spec.securityContext.runAsNonRoot)
}

safe(container) if to_number(container.spec.securityContext.runAsUser) > 0

safe(container) if {
	to_number(input.resource.workload.spec.securityContext.runAsUser) > 0
	not names_user(container)
}

names_user(container) if container.spec.securityContext.runAsUser != null

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not safe(container)
	finding := {
		"message": sprintf("%s may run as root", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext"]),
	}
}
