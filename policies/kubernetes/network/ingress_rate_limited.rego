# METADATA
# title: Ingress limits the rate of requests
# description: >-
#   A public entry without a rate limit lets one client use up the service, or try passwords without
#   end. Judged are Ingresses of the NGINX controller, which limits by annotation.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [Ingress]
#   params: {}
#   remediation: |-
#     Add `nginx.ingress.kubernetes.io/limit-rps: "20"` (requests a second and client; the burst is
#     five times that). There is no annotation `rate-limit`.
#   aliases: []
#   references:
#     - https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#rate-limiting
package provost.kubernetes.network.ingress_rate_limited

import rego.v1

applicable if input.resource.attributes.spec.ingressClassName == "nginx"

applicable if input.resource.attributes.metadata.annotations["kubernetes.io/ingress.class"] == "nginx"

limited if {
	some key in ["limit-rps", "limit-rpm", "limit-connections"]
	input.resource.attributes.metadata.annotations[sprintf("nginx.ingress.kubernetes.io/%s", [key])] != ""
}

deny contains finding if {
	applicable
	not limited
	finding := {
		"message": "ingress does not limit the rate of requests",
		"path": ["metadata", "annotations"],
	}
}
