# METADATA
# title: Image is pinned by digest
# description: >-
#   A tag can be moved to another image by whoever can push to the registry; a digest names the very
#   bytes that were tested.
# custom:
#   severity: low
#   category: supply chain integrity
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Append the digest, `image: ghcr.io/acme/web:1.4.2@sha256:…`, and let a bot (Renovate,
#     Dependabot) keep both current.
#   aliases: [CKV_K8S_43, kyverno/require-image-checksum]
#   references:
#     - https://kubernetes.io/docs/concepts/containers/images/
package provost.kubernetes.container.image_digest_pinned

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	container.image != ""
	container.image_ref.digest == ""
	finding := {
		"message": sprintf("%s runs %s, which is not pinned by digest", [kubernetes.title(container), container.image]),
		"path": kubernetes.container_path(container, ["image"]),
	}
}
