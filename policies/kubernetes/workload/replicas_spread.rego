# METADATA
# title: Replicas are spread over nodes
# description: >-
#   Without a spread constraint or anti-affinity the scheduler may place all replicas on one node or
#   in one zone, and its loss is the loss of the service. The built-in default spread is best
#   effort. Judged are workloads of two replicas or more.
# custom:
#   severity: low
#   category: availability
#   resources: [Deployment, StatefulSet]
#   params: {}
#   remediation: |-
#     Add to the pod spec
#
#       topologySpreadConstraints:
#         - maxSkew: 1
#           topologyKey: topology.kubernetes.io/zone
#           whenUnsatisfiable: ScheduleAnyway
#           labelSelector:
#             matchLabels: {app: web}
#   aliases: [kube-linter/no-anti-affinity]
#   references:
#     - https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
package provost.kubernetes.workload.replicas_spread

import rego.v1

import data.provost.lib.kubernetes

applicable if input.resource.attributes.spec.replicas >= 2

spread if count(input.resource.workload.spec.topologySpreadConstraints) > 0

spread if count(input.resource.workload.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution) > 0

spread if count(input.resource.workload.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution) > 0

deny contains finding if {
	applicable
	not spread
	finding := {
		"message": "nothing keeps the replicas of the workload apart",
		"path": kubernetes.pod_path(input.resource.workload, ["topologySpreadConstraints"]),
	}
}
