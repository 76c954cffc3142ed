# METADATA
# title: Roles do not create pods
# description: >-
#   Who creates pods, or controllers that create them, can mount every secret of the namespace and
#   use every service account in it.
# custom:
#   severity: medium
#   category: least privilege
#   resources: [Role, ClusterRole]
#   params: {}
#   remediation: |-
#     Let the deployment pipeline create workloads, in a namespace of their own under the restricted
#     Pod Security level, and keep the verb from people and from other workloads.
#   aliases: [AVD-KSV-0048, kube-linter/access-to-create-pods]
#   references:
#     - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
package provost.kubernetes.rbac.pod_creation_not_granted

import rego.v1

import data.provost.lib.rbac

deny contains finding if {
	some index in rbac.granting(input.resource.attributes, {"", "apps", "batch"}, {"pods", "deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs", "cronjobs"}, {"create"})
	finding := {
		"message": "role may create pods",
		"path": ["rules", index],
	}
}
