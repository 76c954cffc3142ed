# METADATA
# title: Service is not NodePort or LoadBalancer
# description: >-
#   A NodePort opens the service on every node, a LoadBalancer on an address of its own: past the
#   ingress with its TLS, rate limits and firewall. An internal load balancer (by the annotations of
#   the cloud) and a limit by `loadBalancerSourceRanges` are accepted.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [Service]
#   params: {}
#   remediation: |-
#     Use `type: ClusterIP` behind an Ingress or Gateway; a load balancer for the inside takes the
#     annotation of the cloud, one for known peers `loadBalancerSourceRanges`.
#   aliases: [kube-linter/exposed-services, kyverno/restrict-nodeport]
#   references:
#     - https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
package provost.kubernetes.network.service_internal

import rego.v1

internal_annotations := {
	"service.beta.kubernetes.io/aws-load-balancer-internal": {"true", "0.0.0.0/0"},
	"service.beta.kubernetes.io/aws-load-balancer-scheme": {"internal"},
	"service.beta.kubernetes.io/azure-load-balancer-internal": {"true"},
	"networking.gke.io/load-balancer-type": {"Internal", "internal"},
	"cloud.google.com/load-balancer-type": {"Internal", "internal"},
}

internal if {
	some key, values in internal_annotations
	input.resource.attributes.metadata.annotations[key] in values
}

limited if {
	count(input.resource.attributes.spec.loadBalancerSourceRanges) > 0
	not "0.0.0.0/0" in input.resource.attributes.spec.loadBalancerSourceRanges
}

deny contains finding if {
	input.resource.attributes.spec.type == "NodePort"
	finding := {
		"message": "service opens a port on every node",
		"path": ["spec", "type"],
	}
}

deny contains finding if {
	input.resource.attributes.spec.type == "LoadBalancer"
	not internal
	not limited
	finding := {
		"message": "service has a load balancer that anyone may reach",
		"path": ["spec", "type"],
	}
}
