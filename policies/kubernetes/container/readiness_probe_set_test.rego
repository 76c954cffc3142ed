package provost.kubernetes.container.readiness_probe_set_test

import rego.v1

import data.provost.kubernetes.container.readiness_probe_set as policy
import data.provost.lib.fixtures

test_denies_when_absent if {
	{finding.message | some finding in policy.deny} == {"container \"web\" has no readiness probe"} with input as fixtures.deployment({"containers": [{"name": "web"}]})
}

test_denies_the_other_only if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"livenessProbe": {"exec": {}}})
	paths == {["spec", "containers", 0, "readinessProbe"]}
}

test_ignores_init_containers if {
	count(policy.deny) == 0 with input as fixtures.pod({"initContainers": [{}], "ephemeralContainers": [{}]})
}

test_does_not_judge_jobs if {
	count(policy.deny) == 0 with input as fixtures.cron_job({"containers": [{}]})
}

test_is_not_applicable_to_jobs if {
	not policy.applicable with input as fixtures.cron_job({"containers": [{}]})
}

test_allows_when_set if {
	count(policy.deny) == 0 with input as fixtures.container({"readinessProbe": {"tcpSocket": {"port": 80}}})
}
