# METADATA
# title: Ingress leads to services that are there
# description: >-
#   An ingress whose backend names a service that does not exist answers with an error, or with
#   whatever takes that name later. Judged against the services of the same scan.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [Ingress]
#   params: {}
#   remediation: |-
#     Name a service of the same namespace.
#   aliases: [kube-linter/dangling-ingress]
#   references:
#     - https://kubernetes.io/docs/concepts/services-networking/ingress/
package provost.kubernetes.network.ingress_backend_present

import rego.v1

applicable if count(backends) > 0

names contains service.attributes.metadata.name if some service in input.related.Service

backends contains {"name": name, "path": ["spec", "defaultBackend", "service", "name"]} if {
	name := input.resource.attributes.spec.defaultBackend.service.name
}

backends contains {"name": name, "path": ["spec", "rules", i, "http", "paths", j, "backend", "service", "name"]} if {
	some i, rule in input.resource.attributes.spec.rules
	some j, route in rule.http.paths
	name := route.backend.service.name
}

deny contains finding if {
	some backend in backends
	not backend.name in names
	finding := {"message": sprintf("no service %v in the scan", [backend.name]), "path": backend.path}
}
