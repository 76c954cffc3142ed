# METADATA
# title: Deployment is updated without an outage
# description: >-
#   `strategy: Recreate` stops every pod before the first new one starts, and `maxUnavailable: 100%`
#   may do the same. The default, RollingUpdate with 25 %, keeps serving.
# custom:
#   severity: low
#   category: availability
#   resources: [Deployment]
#   params: {}
#   remediation: |-
#     Use `type: RollingUpdate` with `maxUnavailable: 0` and `maxSurge: 1`. A process that must never
#     run twice is a StatefulSet, or takes a waiver.
#   aliases: []
#   references:
#     - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
package provost.kubernetes.workload.rolling_update_used

import rego.v1

deny contains finding if {
	input.resource.attributes.spec.strategy.type == "Recreate"
	finding := {
		"message": "an update stops all pods before it starts new ones",
		"path": ["spec", "strategy", "type"],
	}
}

deny contains finding if {
	input.resource.attributes.spec.strategy.rollingUpdate.maxUnavailable == "100%"
	finding := {
		"message": "an update may stop all pods at once",
		"path": ["spec", "strategy", "rollingUpdate", "maxUnavailable"],
	}
}
