package provost.github.actions.untrusted_input_not_expanded_test

import rego.v1

import data.provost.github.actions.untrusted_input_not_expanded as policy
import data.provost.lib.fixtures

test_denies_in_run if {
	{finding.message | some finding in policy.deny} == {"github.event.issue.title is expanded into code"} with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.event.issue.title", "run")]})
}

test_gives_the_span if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.head_ref", "run")]})
}

test_denies_in_github_script if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"uses": fixtures.uses("actions/github-script@v7"), "expressions": [fixtures.expression("github.event.comment.body", "with.script")]})
	paths == {["jobs", "build", "steps", 0, "with", "script"]}
}

test_denies_an_input if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("inputs.tag", "run")]})
}

test_denies_a_variable_of_untrusted_text if {
	{finding.message | some finding in policy.deny} == {"env.title is expanded into code"} with input as fixtures.step({"run": "x", "env": {"TITLE": "${{ github.event.issue.title }}"}, "expressions": [fixtures.expression("env.title", "run")]})
}

test_allows_a_typed_input if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "workflow_dispatch", "filters": {"inputs": {"Debug": {"type": "boolean"}}}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"run": "x", "expressions": [fixtures.expression("inputs.debug", "run"), fixtures.expression("github.event.inputs.debug", "run")]})]})]})
}

test_allows_the_environment if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.event.issue.title", "env.TITLE")]})
}

test_allows_other_inputs if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("a/b@v1"), "expressions": [fixtures.expression("github.head_ref", "with.script")]})
}

test_allows_fixed_contexts if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "expressions": [fixtures.expression("github.sha", "run"), fixtures.expression("github.event.pull_request.number", "run")]})
}
