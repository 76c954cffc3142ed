# METADATA
# title: Pod is covered by a network policy
# description: >-
#   Without a network policy that selects it a pod takes connections from everywhere and may call
#   anywhere: one broken service reaches all others. Judged against the policies of the same scan.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Start with a policy that denies everything in the namespace (an empty `podSelector`, both
#     `policyTypes`), then allow the flows that the workload needs.
#   aliases: [CKV2_K8S_6, kube-linter/non-isolated-pod]
#   references:
#     - https://kubernetes.io/docs/concepts/services-networking/network-policies/
package provost.kubernetes.network.pod_covered_by_network_policy

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

covered if count(input.related.NetworkPolicy) > 0

deny contains finding if {
	applicable
	not covered
	finding := {
		"message": "no network policy selects the pod",
		"path": ["metadata", "name"],
	}
}
