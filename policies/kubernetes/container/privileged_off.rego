# METADATA
# title: Container is not privileged
# description: >-
#   A privileged container has every capability and all devices of the node: whoever breaks into it
#   owns the node. The default is `false`. Init and ephemeral containers count. Pod Security
#   Standards, baseline.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Remove `securityContext.privileged`, and add only the capabilities that the process needs:
#
#       securityContext:
#         capabilities:
#           drop: [ALL]
#           add: [NET_BIND_SERVICE]
#   aliases: [CKV_K8S_16, AVD-KSV-0017, pss/privileged, kube-linter/privileged-container, kyverno/disallow-privileged-containers]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.privileged_off

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	kubernetes.is_true(container.spec.securityContext.privileged)
	finding := {
		"message": sprintf("%s is privileged", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["securityContext", "privileged"]),
	}
}
