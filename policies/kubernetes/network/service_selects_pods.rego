# METADATA
# title: Service selects pods that are there
# description: >-
#   A service whose selector meets no pod answers nothing. Most often a label was renamed on one
#   side. Judged against the workloads of the same scan; services without a selector are left
#   alone.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [Service]
#   params: {}
#   remediation: |-
#     Select labels that the pod template carries:
#
#       selector:
#         app: web
#   aliases: [kube-linter/dangling-service]
#   references:
#     - https://kubernetes.io/docs/concepts/services-networking/service/
package provost.kubernetes.network.service_selects_pods

import rego.v1

selects if count(input.resource.attributes.spec.selector) > 0

applicable if {
	input.resource.attributes.apiVersion == "v1"
	selects
}

met if {
	some resources in input.related
	some resource in resources
	resource.workload
}

deny contains finding if {
	applicable
	not met
	finding := {"message": "no pod in the scan carries the labels that the service selects", "path": ["spec", "selector"]}
}
