# METADATA
# title: procMount is Default
# description: >-
#   Runtimes mask parts of /proc. `procMount: Unmasked` shows them, and makes kernel settings
#   writable. Pod Security Standards, baseline: undefined or `Default`; relaxed since 1.35 for pods
#   in a user namespace of their own (`hostUsers: false`).
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Remove `procMount`. To run containers within a container, give the pod a user namespace of its
#     own: `hostUsers: false`.
#   aliases: [AVD-KSV-0027, pss/procmount, kube-linter/unsafe-proc-mount, kyverno/disallow-proc-mount]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.proc_mount_default

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

relaxed if {
	kubernetes.since(input.params.version, 35)
	kubernetes.own_user_namespace(input.resource.workload.spec)
}

deny contains finding if {
	not relaxed
	some container in input.resource.workload.containers
	mount := container.spec.securityContext.procMount
	not mount in {"Default", null}
	finding := {
		"message": sprintf("%s sets procMount to %v", [kubernetes.title(container), mount]),
		"path": kubernetes.container_path(container, ["securityContext", "procMount"]),
	}
}
