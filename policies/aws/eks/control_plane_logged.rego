# METADATA
# title: EKS control plane logs every type
# description: >-
#   Looks at `enabled_cluster_log_types`. API, audit, authenticator, controller manager and
#   scheduler logs tell who did what in the cluster and why it behaved so; the provider's default
#   writes none of them.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_eks_cluster]
#   params: {"log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}
#   remediation: |-
#     Set `enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager",
#     "scheduler"]`. It applies in place; the logs go to CloudWatch Logs, so create the group
#     `/aws/eks/<cluster>/cluster` with a retention.
#   aliases: [CKV_AWS_37, AVD-AWS-0038]
#   references: ["https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"]
package provost.aws.eks.control_plane_logged

import rego.v1

deny contains finding if {
	missing := [type | some type in input.params.log_types; not logged(type)]
	count(missing) > 0
	finding := {
		"message": sprintf("control plane logs are not written: %s", [concat(", ", missing)]),
		"path": ["enabled_cluster_log_types"],
	}
}

logged(type) if type in input.resource.attributes.enabled_cluster_log_types
