# METADATA
# title: Windows HostProcess is off
# description: >-
#   A HostProcess pod runs on a Windows node without a container around it. Pod Security Standards,
#   baseline.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `windowsOptions.hostProcess`. Node agents that need it belong in a namespace of their
#     own, with a waiver.
#   aliases: [AVD-KSV-0103, pss/windowshostprocess, kyverno/disallow-host-process]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
package provost.kubernetes.pod.windows_host_process_off

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	kubernetes.is_true(input.resource.workload.spec.securityContext.windowsOptions.hostProcess)
	finding := {
		"message": "pod runs as a Windows HostProcess",
		"path": kubernetes.pod_path(input.resource.workload, ["securityContext", "windowsOptions", "hostProcess"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	kubernetes.is_true(container.spec.securityContext.windowsOptions.hostProcess)
	finding := {
		"message": sprintf("%s runs as a Windows HostProcess", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "windowsOptions", "hostProcess"]),
	}
}
