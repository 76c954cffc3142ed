package provost.kubernetes.container.host_ports_absent_test

import rego.v1

import data.provost.kubernetes.container.host_ports_absent as policy
import data.provost.lib.fixtures

test_denies if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"ports": [{"containerPort": 80}, {"containerPort": 443, "hostPort": 443}]})
	paths == {["spec", "containers", 0, "ports", 1, "hostPort"]}
}

test_allows_zero if {
	count(policy.deny) == 0 with input as fixtures.container({"ports": [{"containerPort": 80, "hostPort": 0}]})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({"ports": [{"containerPort": 80}]})
}

test_does_not_judge_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{"ports": [{"hostPort": 80}]}]})
}
