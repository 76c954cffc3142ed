package provost.github.actions.expressions_not_expanded_test

import rego.v1

import data.provost.github.actions.expressions_not_expanded as policy
import data.provost.lib.fixtures

test_denies_a_step_output if {
	{finding.message | some finding in policy.deny} == {"steps.meta.outputs.tags is expanded into code"} with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("steps.meta.outputs.tags", "run")]})
}

test_denies_a_branch_name if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.ref_name", "run")]})
}

test_denies_a_computed_variable if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "env": {"A": "${{ github.actor }}"}, "expressions": [fixtures.expression("env.a", "run")]})
}

test_allows_a_static_variable if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "env": {"A": "b"}, "expressions": [fixtures.expression("env.a", "run")]})
}

test_allows_a_static_matrix if {
	count(policy.deny) == 0 with input as fixtures.job({"strategy": {"matrix": {"os": ["a", "b"]}}, "steps": [fixtures.step_of(0, {"run": "x", "expressions": [fixtures.expression("matrix.os", "run")]})]})
}

test_allows_a_static_key_of_a_computed_matrix if {
	count(policy.deny) == 0 with input as fixtures.job({"strategy": {"matrix": {"os": ["a"], "v": "${{ fromJSON(needs.a.outputs.b) }}"}}, "steps": [fixtures.step_of(0, {"run": "x", "expressions": [fixtures.expression("matrix.os", "run")]})]})
}

test_denies_a_computed_matrix if {
	count(policy.deny) == 1 with input as fixtures.job({"strategy": {"matrix": "${{ fromJSON(needs.a.outputs.b) }}"}, "steps": [fixtures.step_of(0, {"run": "x", "expressions": [fixtures.expression("matrix.os", "run")]})]})
}

test_leaves_variables_of_untrusted_text if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "env": {"A": "${{ github.head_ref }}"}, "expressions": [fixtures.expression("env.a", "run")]})
}

test_leaves_untrusted_input if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.head_ref", "run"), fixtures.expression("inputs.a", "run")]})
}

test_allows_fixed_contexts if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.sha", "run"), fixtures.expression("secrets.token", "run")]})
}
