# METADATA
# title: Images come from allowed registries
# description: >-
#   Images from a registry that the organisation chose have been scanned, signed and mirrored. Set
#   `allowed_registries`: registries (`ghcr.io`) or folders in them (`ghcr.io/acme`); while the list
#   is empty every registry is allowed.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [workload]
#   params:
#     allowed_registries: []
#   remediation: |-
#     Mirror the image into an allowed registry and name it from there, or add its registry to
#     `allowed_registries`.
#   aliases: [AVD-KSV-0125, kyverno/restrict-image-registries]
#   references:
#     - https://kubernetes.io/docs/concepts/containers/images/
package provost.kubernetes.container.image_registry_allowed

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	count(input.params.allowed_registries) > 0
}

full_name(container) := sprintf("%s/%s", [container.image_ref.registry, container.image_ref.repository])

allowed(container) if {
	some registry in input.params.allowed_registries
	startswith(full_name(container), sprintf("%s/", [trim_right(registry, "/")]))
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	container.image != ""
	not allowed(container)
	finding := {
		"message": sprintf("%s runs %s, from a registry that is not allowed", [kubernetes.title(container), container.image]),
		"path": kubernetes.container_path(container, ["image"]),
	}
}
