package provost.github.actions.timeouts_set_test

import rego.v1

import data.provost.github.actions.timeouts_set as policy
import data.provost.lib.fixtures

job(native) := object.union(fixtures.job({}), {"resource": {"attributes": {"jobs": {"build": native}}}})

test_denies_a_job_without if {
	messages := {finding.message | some finding in policy.deny} with input as job({"steps": [{"run": "make"}]})
	messages == {"job build has no timeout"}
}

test_denies_a_step_without if {
	paths := {finding.path | some finding in policy.deny} with input as job({"steps": [{"run": "make", "timeout-minutes": 5}, {"run": "make"}]})
	paths == {["jobs", "build", "steps", 1]}
}

test_allows_a_job_with if {
	count(policy.deny) == 0 with input as job({"timeout-minutes": 5, "steps": [{"run": "make"}]})
}
