# METADATA
# title: Tiller is not deployed
# description: >-
#   Tiller, the server part of Helm 2, runs with wide rights and takes orders from every pod of the
#   cluster. Helm 3 has no server.
# custom:
#   severity: high
#   category: configuration hygiene
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Move releases to Helm 3 (`helm 2to3 convert`) and delete the Deployment, its Service, its
#     ServiceAccount and the binding to cluster-admin.
#   aliases: [CKV_K8S_34, AVD-KSV-0102]
#   references:
#     - https://helm.sh/docs/topics/v2_v3_migration/
package provost.kubernetes.pod.tiller_absent

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	contains(container.image, "kubernetes-helm/tiller")
	finding := {
		"message": sprintf("%s runs Tiller", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["image"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	not contains(container.image, "kubernetes-helm/tiller")
	regex.match(`(^|/)tiller([:@]|$)`, container.image)
	finding := {
		"message": sprintf("%s runs Tiller", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["image"]),
	}
}

deny contains finding if {
	input.resource.workload.labels.app == "helm"
	input.resource.workload.labels.name == "tiller"
	finding := {
		"message": "pod is labelled as Tiller",
		"path": kubernetes.pod_path(input.resource.workload, []),
	}
}
