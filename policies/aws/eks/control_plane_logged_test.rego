package provost.aws.eks.control_plane_logged_test

import rego.v1

import data.provost.aws.eks.control_plane_logged as policy

test_denies_absent if {
	policy.deny == {{"message": "control plane logs are not written: api, audit, authenticator, controllerManager, scheduler", "path": ["enabled_cluster_log_types"]}} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {}}, "params": {"log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}}
}

test_denies_some if {
	policy.deny == {{"message": "control plane logs are not written: controllerManager, scheduler", "path": ["enabled_cluster_log_types"]}} with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"enabled_cluster_log_types": ["api", "audit", "authenticator"]}}, "params": {"log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"enabled_cluster_log_types": null}}, "params": {"log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}}
}

test_allows_all if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"enabled_cluster_log_types": ["scheduler", "api", "audit", "authenticator", "controllerManager"]}}, "params": {"log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}}
}

test_allows_what_is_asked if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_eks_cluster", "attributes": {"enabled_cluster_log_types": ["audit"]}}, "params": {"log_types": ["audit"]}}
}
