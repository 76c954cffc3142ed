# METADATA
# title: SELinux options are not custom
# description: >-
#   A custom SELinux user or role, or a type outside the container types, changes what the kernel
#   lets the process touch on the node. Pod Security Standards, baseline: `type` undefined, empty or
#   one of container_t, container_init_t, container_kvm_t, container_engine_t; `user` and `role`
#   undefined or empty.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Remove `seLinuxOptions`, or keep only `level` and one of the container types.
#   aliases: [AVD-KSV-0025, pss/selinuxoptions, kyverno/disallow-selinux]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.se_linux_not_custom

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

types contains type if some type in ["", "container_t", "container_init_t", "container_kvm_t"]

types contains "container_engine_t" if kubernetes.since(input.params.version, 31)

forbidden(options) := {{"field": "type", "value": options.type} | not options.type in types; options.type != null}
	| {{"field": field, "value": value} |
		some field in ["user", "role"]
		value := options[field]
		not value in {"", null}
	}

deny contains finding if {
	some bad in forbidden(input.resource.workload.spec.securityContext.seLinuxOptions)
	finding := {
		"message": sprintf("pod sets the SELinux %s %v", [bad.field, bad.value]),
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "seLinuxOptions", bad.field]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	some bad in forbidden(container.spec.securityContext.seLinuxOptions)
	finding := {
		"message": sprintf("%s sets the SELinux %s %v", [kubernetes.title(container), bad.field, bad.value]),
		"path": kubernetes.container_path(container, ["securityContext", "seLinuxOptions", bad.field]),
	}
}
