# METADATA
# title: Workload runs several replicas
# description: >-
#   A Deployment or StatefulSet with one replica is down whenever its pod is moved, updated or lost.
#   The default is one. A workload whose replicas an autoscaler sets is judged by the least number
#   there.
# custom:
#   severity: low
#   category: availability
#   resources: [Deployment, StatefulSet]
#   params:
#     min_replicas: 2
#   remediation: |-
#     Set `spec.replicas` (with an autoscaler: its `minReplicas`), and spread the pods with
#     `topologySpreadConstraints`. A process that must be alone takes a waiver.
#   aliases: [kube-linter/minimum-three-replicas, kyverno/require-multiple-replicas]
#   references:
#     - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
package provost.kubernetes.workload.replicas_sufficient

import rego.v1

scaled if {
	some scaler in input.related.HorizontalPodAutoscaler
	scaler.attributes.spec.minReplicas >= input.params.min_replicas
}

# Scaled to zero on purpose: nothing runs.
applicable if not input.resource.attributes.spec.replicas == 0

deny contains finding if {
	applicable
	replicas := object.get(input.resource.attributes.spec, "replicas", 1)
	replicas < input.params.min_replicas
	not scaled
	finding := {
		"message": sprintf("workload runs %v replica, fewer than %v", [replicas, input.params.min_replicas]),
		"path": ["spec", "replicas"],
	}
}
