# METADATA
# title: Ingress uses TLS
# description: >-
#   An Ingress without TLS takes requests in clear: passwords, sessions and data can be read and
#   changed on the way. Load balancer annotations that end TLS in front of the cluster count.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [Ingress]
#   params: {}
#   remediation: |-
#     Add the hosts with a certificate; cert-manager issues and renews it:
#
#       metadata:
#         annotations:
#           cert-manager.io/cluster-issuer: letsencrypt
#       spec:
#         tls:
#           - hosts: [shop.example.org]
#             secretName: shop-tls
#   aliases: [kyverno/require-ingress-https]
#   references:
#     - https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
package provost.kubernetes.network.ingress_tls_set

import rego.v1

# Controllers that take their certificate from an annotation.
annotated if {
	some key in [
		"alb.ingress.kubernetes.io/certificate-arn",
		"ingress.gcp.kubernetes.io/pre-shared-cert",
		"networking.gke.io/managed-certificates",
		"appgw.ingress.kubernetes.io/appgw-ssl-certificate",
	]
	input.resource.attributes.metadata.annotations[key] != ""
}

deny contains finding if {
	not annotated
	count(object.get(input.resource.attributes.spec, "tls", [])) == 0
	finding := {
		"message": "ingress takes requests without TLS",
		"path": ["spec", "tls"],
	}
}
