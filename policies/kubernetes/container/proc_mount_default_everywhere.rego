# METADATA
# title: procMount is Default, in user namespaces too
# description: >-
#   Runtimes mask parts of /proc. `procMount: Unmasked` shows them. Pod Security Standards,
#   restricted, since 1.35: undefined or `Default`, also for pods in a user namespace of their own,
#   for which the baseline allows more.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Remove `procMount`.
#   aliases: [pss/procmount_restricted]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.proc_mount_default_everywhere

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	kubernetes.since(input.params.version, 35)
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	mount := container.spec.securityContext.procMount
	not mount in {"Default", null}
	finding := {
		"message": sprintf("%s sets procMount to %v", [kubernetes.title(container), mount]),
		"path": kubernetes.container_path(container, ["securityContext", "procMount"]),
	}
}
