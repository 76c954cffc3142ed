# METADATA
# title: Root filesystem is read-only
# description: >-
#   With a read-only root file system an intruder cannot replace programs or leave tools behind. The
#   default is writable.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set `securityContext.readOnlyRootFilesystem: true`, and mount an `emptyDir` where the process
#     must write, `/tmp` for one.
#   aliases: [CKV_K8S_22, AVD-KSV-0014, kube-linter/no-read-only-root-fs, kyverno/require-ro-rootfs]
#   references:
#     - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
package provost.kubernetes.container.root_filesystem_read_only

import rego.v1

import data.provost.lib.kubernetes

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.type != "ephemeral"
	not kubernetes.is_true(container.spec.securityContext.readOnlyRootFilesystem)
	finding := {
		"message": sprintf("%s can write to its root file system", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "readOnlyRootFilesystem"]),
	}
}

applicable if {
	kubernetes.cluster(input.resource)
	not kubernetes.windows(input.resource.workload.spec)
}
