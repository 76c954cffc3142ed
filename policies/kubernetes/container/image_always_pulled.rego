# METADATA
# title: Image is always pulled
# description: >-
#   With `imagePullPolicy: Always` the kubelet asks the registry at every start: a pod gets the
#   current content of its tag, and only with credentials that may pull it. The default is Always
#   for `latest` and for images without a tag, IfNotPresent otherwise.
# custom:
#   severity: low
#   category: supply chain integrity
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Set `imagePullPolicy: Always`, or turn on the admission plugin AlwaysPullImages for the cluster.
#     Layers that the node has are not transferred again.
#   aliases: [CKV_K8S_15, kyverno/imagepullpolicy-always]
#   references:
#     - https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
package provost.kubernetes.container.image_always_pulled

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

pulled(container) if container.spec.imagePullPolicy == "Always"

pulled(container) if {
	not container.spec.imagePullPolicy
	container.image_ref.digest == ""
	container.image_ref.tag in {"", "latest"}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	not pulled(container)
	finding := {
		"message": sprintf("%s may run a copy of its image that the node already has", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["imagePullPolicy"]),
	}
}
