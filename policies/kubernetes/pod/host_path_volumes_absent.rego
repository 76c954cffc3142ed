# METADATA
# title: Pod mounts no hostPath volumes
# description: >-
#   A `hostPath` volume opens a folder of the node to the pod, past every isolation of the
#   container: what it may write there can take over the node, and what it reads belongs to others.
#   Pod Security Standards, baseline.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Use a volume that Kubernetes manages: `emptyDir` for scratch space, `persistentVolumeClaim` for
#     data, `configMap` or `secret` for configuration. A node agent that must read the node takes a
#     waiver, mounts one narrow path, `readOnly: true`.
#   aliases: [AVD-KSV-0023, pss/hostpathvolumes, kyverno/disallow-host-path]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     - https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
package provost.kubernetes.pod.host_path_volumes_absent

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some index, volume in input.resource.workload.spec.volumes
	volume.hostPath != null
	finding := {
		"message": sprintf("volume %q mounts a path of the node", [object.get(volume, "name", "?")]),
		"path": kubernetes.pod_path(input.resource.workload, ["volumes", index, "hostPath"]),
	}
}
