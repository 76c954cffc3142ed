# METADATA
# title: Network policy selects pods that are there
# description: >-
#   A network policy whose selector meets no pod protects nothing, while somebody believes that it
#   does. Judged against the workloads of the same scan; a policy for all pods of its namespace is
#   left alone.
# custom:
#   severity: low
#   category: network segmentation
#   resources: [NetworkPolicy]
#   params: {}
#   remediation: |-
#     Select labels that the pod template carries:
#
#       podSelector:
#         matchLabels: {app: web}
#   aliases: [kube-linter/dangling-networkpolicy]
#   references:
#     - https://kubernetes.io/docs/concepts/services-networking/network-policies/
package provost.kubernetes.network.policy_selects_pods

import rego.v1

selects if count(input.resource.attributes.spec.podSelector.matchLabels) > 0

selects if count(input.resource.attributes.spec.podSelector.matchExpressions) > 0

applicable if {
	startswith(input.resource.attributes.apiVersion, "networking.k8s.io/")
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
	finding := {"message": "no pod in the scan carries the labels that the policy selects", "path": ["spec", "podSelector"]}
}
