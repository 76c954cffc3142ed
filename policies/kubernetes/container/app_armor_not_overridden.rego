# METADATA
# title: AppArmor profile is not overridden
# description: >-
#   On nodes with AppArmor the profile `RuntimeDefault` is applied by default. Pod Security
#   Standards, baseline: it may be left out, or be RuntimeDefault or a Localhost profile, in
#   `securityContext.appArmorProfile` of pod and container and in the older annotations;
#   `Unconfined` takes the protection away.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove the profile, or set `appArmorProfile.type: RuntimeDefault`; a process that needs more
#     gets a profile of its own, loaded on the nodes and named with `type: Localhost`.
#   aliases: [AVD-KSV-0002, pss/apparmorprofile, kyverno/restrict-apparmor-profiles]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tutorials/security/apparmor/
package provost.kubernetes.container.app_armor_not_overridden

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

allowed := {"RuntimeDefault", "Localhost"}

deny contains finding if {
	type := input.resource.workload.spec.securityContext.appArmorProfile.type
	not type in allowed
	finding := {
		"message": sprintf("pod sets the AppArmor profile %v", [type]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "appArmorProfile", "type"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	type := container.spec.securityContext.appArmorProfile.type
	not type in allowed
	finding := {
		"message": sprintf("%s sets the AppArmor profile %v", [kubernetes.title(container), type]),
		"path": kubernetes.container_path(container, ["securityContext", "appArmorProfile", "type"]),
	}
}

deny contains finding if {
	some key, profile in input.resource.workload.annotations
	startswith(key, "container.apparmor.security.beta.kubernetes.io/")
	not confined(profile)
	finding := {
		"message": sprintf("annotation %s sets the AppArmor profile %v", [key, profile]),
		"path": array.concat(metadata_path, ["annotations", key]),
	}
}

confined(profile) if profile in {"", "runtime/default"}

confined(profile) if startswith(profile, "localhost/")

# The metadata of the pod stands beside its spec.
metadata_path := array.concat(array.slice(path, 0, count(path) - 1), ["metadata"]) if path := input.resource.workload.path
