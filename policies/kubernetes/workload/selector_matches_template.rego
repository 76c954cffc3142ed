# METADATA
# title: Workload selects the pods that it makes
# description: >-
#   A controller whose selector does not match its own template is refused by the API server.
# custom:
#   severity: medium
#   category: configuration hygiene
#   resources: [Deployment, StatefulSet, DaemonSet, ReplicaSet]
#   params: {}
#   remediation: |-
#     Give the template the labels that the selector asks for.
#   aliases: [kube-linter/mismatching-selector]
#   references:
#     - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
package provost.kubernetes.workload.selector_matches_template

import rego.v1

applicable if startswith(input.resource.attributes.apiVersion, "apps/")

labels := object.get(input.resource.attributes, ["spec", "template", "metadata", "labels"], {})

deny contains finding if {
	applicable
	some key, value in input.resource.attributes.spec.selector.matchLabels
	object.get(labels, key, null) != value
	finding := {
		"message": sprintf("the selector asks for %s=%v, and the template does not carry it", [key, value]),
		"path": ["spec", "selector", "matchLabels", key],
	}
}
