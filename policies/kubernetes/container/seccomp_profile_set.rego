# METADATA
# title: Seccomp profile is RuntimeDefault or Localhost
# description: >-
#   Without a seccomp profile a container may call everything in the kernel that it shares with the
#   node; Kubernetes sets none unless the kubelet is told to. Pod Security Standards, restricted:
#   RuntimeDefault or Localhost for the pod, or for each container. Pods with `os.name: windows` are
#   exempt.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Set it once for the pod:
#
#       spec:
#         securityContext:
#           seccompProfile:
#             type: RuntimeDefault
#   aliases: [CKV_K8S_31, AVD-KSV-0030, pss/seccompprofile_restricted, kyverno/restrict-seccomp-strict]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tutorials/security/seccomp/
package provost.kubernetes.container.seccomp_profile_set

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	kubernetes.since(input.params.version, 19)
	not exempt
}

# Windows has none of this, and the standards ask none of it there since 1.25.
exempt if {
	kubernetes.windows(input.resource.workload.spec)
	kubernetes.since(input.params.version, 25)
}

allowed := {"RuntimeDefault", "Localhost"}

pod_confined if input.resource.workload.spec.securityContext.seccompProfile.type in allowed

# The pod itself names a bad profile: wrong even where every container overrides it.
deny contains finding if {
	applicable
	type := input.resource.workload.spec.securityContext.seccompProfile.type
	not type in allowed
	finding := {
		"message": sprintf("pod sets the seccomp profile %v", [type]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "seccompProfile", "type"]),
	}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	type := container.spec.securityContext.seccompProfile.type
	not type in allowed
	finding := {
		"message": sprintf("%s sets the seccomp profile %v", [kubernetes.title(container), type]),
		"path": kubernetes.container_path(container, ["securityContext", "seccompProfile", "type"]),
	}
}

deny contains finding if {
	applicable
	not pod_confined
	some container in input.resource.workload.containers
	not container.spec.securityContext.seccompProfile.type
	finding := {
		"message": sprintf("%s has no seccomp profile, nor has its pod", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "seccompProfile"]),
	}
}
