# METADATA
# title: Image tag is fixed
# description: >-
#   Without a tag, and with `latest`, what runs depends on the day a node pulled the image:
#   rollbacks do not roll back, and nobody can say which code is running. A digest fixes it as well.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [workload]
#   params:
#     moving_tags: ["latest"]
#   remediation: |-
#     Name a version, or better version and digest: `image: ghcr.io/acme/web:1.4.2@sha256:…` (`crane
#     digest ghcr.io/acme/web:1.4.2` prints it). Let a bot keep it current.
#   aliases: [CKV_K8S_14, AVD-KSV-0013, kube-linter/latest-tag, kyverno/disallow-latest-tag]
#   references:
#     - https://kubernetes.io/docs/concepts/containers/images/
package provost.kubernetes.container.image_tag_fixed

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	container.image != ""
	container.image_ref.digest == ""
	container.image_ref.tag == ""
	finding := {
		"message": sprintf("%s runs %s without a tag", [kubernetes.title(container), container.image]),
		"path": kubernetes.container_path(container, ["image"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	container.image != ""
	container.image_ref.digest == ""
	container.image_ref.tag in input.params.moving_tags
	finding := {
		"message": sprintf("%s runs %s, a tag that moves", [kubernetes.title(container), container.image]),
		"path": kubernetes.container_path(container, ["image"]),
	}
}
