# METADATA
# title: Pod uses only core volume types
# description: >-
#   Inline volumes of storage drivers (nfs, awsElasticBlockStore, flexVolume …) let the author of a
#   pod reach storage that nobody provisioned for it. Pod Security Standards, restricted: configMap,
#   csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Provision the storage as a PersistentVolume and mount it by `persistentVolumeClaim`; short-lived
#     volumes of a driver by `ephemeral` or `csi`.
#   aliases: [AVD-KSV-0028, pss/restrictedvolumes, kyverno/restrict-volume-types]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.pod.volume_types_restricted

import rego.v1

import data.provost.lib.kubernetes

core := {
	"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim",
	"projected", "secret",
}

deny contains finding if {
	kubernetes.cluster(input.resource)
	some index, volume in input.resource.workload.spec.volumes
	sources := {key | some key, source in volume; key != "name"; source != null}
	count(sources & core) == 0
	some source in sources
	finding := {
		"message": sprintf("volume %q is of the type %s", [object.get(volume, "name", "?"), source]),
		"path": kubernetes.pod_path(input.resource.workload, ["volumes", index, source]),
	}
}

applicable if kubernetes.cluster(input.resource)
