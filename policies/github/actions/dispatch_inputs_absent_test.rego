package provost.github.actions.dispatch_inputs_absent_test

import rego.v1

import data.provost.github.actions.dispatch_inputs_absent as policy
import data.provost.lib.fixtures

test_denies_inputs if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"triggers": [{"event": "workflow_dispatch", "path": ["on", "workflow_dispatch"], "filters": {"inputs": {"tag": {}}}}]})
	paths == {["on", "workflow_dispatch", "inputs"]}
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "workflow_dispatch", "path": ["on"], "filters": {}}]})
}

test_allows_calls if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "workflow_call", "path": ["on"], "filters": {"inputs": {"tag": {}}}}]})
}
