# METADATA
# title: Seccomp is not Unconfined
# description: >-
#   An `Unconfined` seccomp profile opens every system call of the shared kernel. Pod Security
#   Standards, baseline: the profile of pod and containers may be left out, or be RuntimeDefault or
#   Localhost.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Set `seccompProfile.type: RuntimeDefault` in the security context of the pod and remove
#     `Unconfined` from containers, or name a profile of the node with `type: Localhost`.
#   aliases: [AVD-KSV-0104, pss/seccompprofile_baseline, kyverno/restrict-seccomp]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tutorials/security/seccomp/
package provost.kubernetes.container.seccomp_not_unconfined

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

allowed := {"RuntimeDefault", "Localhost"}

deny contains finding if {
	kubernetes.since(input.params.version, 19)
	type := input.resource.workload.spec.securityContext.seccompProfile.type
	not type in allowed
	finding := {
		"message": sprintf("pod sets the seccomp profile %v", [type]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "seccompProfile", "type"]),
	}
}

deny contains finding if {
	kubernetes.since(input.params.version, 19)
	some container in input.resource.workload.containers
	type := container.spec.securityContext.seccompProfile.type
	not type in allowed
	finding := {
		"message": sprintf("%s sets the seccomp profile %v", [kubernetes.title(container), type]),
		"path": kubernetes.container_path(container, ["securityContext", "seccompProfile", "type"]),
	}
}

# Before 1.19 there were annotations in place of the fields.
deny contains finding if {
	kubernetes.before(input.params.version, 19)
	some key in annotations
	profile := input.resource.workload.annotations[key]
	not confined(profile)
	finding := {
		"message": sprintf("annotation %s sets the seccomp profile %v", [key, profile]),
		"path": array.concat(metadata_path, ["annotations", key]),
	}
}

annotations contains "seccomp.security.alpha.kubernetes.io/pod"

annotations contains sprintf("container.seccomp.security.alpha.kubernetes.io/%s", [container.name]) if {
	some container in input.resource.workload.containers
}

confined(profile) if profile in {"runtime/default", "docker/default"}

confined(profile) if startswith(profile, "localhost/")

# The metadata of the pod stands beside its spec.
metadata_path := array.concat(array.slice(path, 0, count(path) - 1), ["metadata"]) if path := input.resource.workload.path
