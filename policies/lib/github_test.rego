package provost.lib.github_test

import rego.v1

import data.provost.lib.github

test_place if {
	github.at({"at": ["a"], "span": [1, 2]}, "m") == {"message": "m", "path": ["a"], "span": [1, 2]}
	github.at({"at": ["a"]}, "m") == {"message": "m", "path": ["a"]}
}

test_all_expressions if {
	pipeline := {"expressions": [{"text": "a"}], "jobs": [{"expressions": [{"text": "b"}], "steps": [{"expressions": [{"text": "c"}]}]}]}
	[expression.text | some expression in github.expressions(pipeline)] == ["a", "b", "c"]
}

test_triggers if {
	pipeline := {"triggers": [{"event": "workflow_call"}]}
	github.triggered(pipeline, {"workflow_call"})
	github.reusable_only(pipeline)
	not github.reusable_only({"triggers": [{"event": "workflow_call"}, {"event": "push"}]})
	not github.reusable_only({"triggers": []})
}

test_actions if {
	github.action({"owner": "Actions", "repo": "Checkout", "path": ""}) == "actions/checkout"
	github.action({"owner": "a", "repo": "b", "path": "c/d"}) == "a/b/c/d"
	github.input_value({"with": {"Script": "x"}}, "script") == "x"
}

test_code_expressions if {
	step := {
		"uses": {"kind": "action", "owner": "actions", "repo": "github-script", "path": ""},
		"expressions": [{"in": "with", "at": ["with", "script"]}, {"in": "with", "at": ["with", "github-token"]}, {"in": "env", "at": ["env", "A"]}],
	}
	count(github.code_expressions(step)) == 1
	count(github.code_expressions({"expressions": [{"in": "run", "at": ["run"]}]})) == 1
}

test_untrusted if {
	every context in ["github.head_ref", "github.event.issue.title", "github.event.pull_request.head.ref", "github.event.commits.*.message", "github.event.head_commit.author.name", "github.event.workflow_run.head_branch", "github.event.comment.body", "github.event.inputs.tag", "github.event.pull_request.head.repo.default_branch"] {
		github.untrusted(context)
	}
	every context in ["github.sha", "github.event.pull_request.number", "github.event.pull_request.head.sha", "steps.meta.outputs.tags", "github.ref_name", "secrets.token"] {
		not github.untrusted(context)
	}
}

test_fixed if {
	every context in ["secrets.token", "github.sha", "github.event.pull_request.number", "github.event.pull_request.head.sha", "needs.build.result", "steps.a.outcome", "runner.os"] {
		github.fixed(context)
	}
	every context in ["github.ref_name", "github.actor", "steps.a.outputs.b", "inputs.tag", "vars.x", "github.event.issue.title"] {
		not github.fixed(context)
	}
}

test_variables if {
	pipeline := {"env": {"A": "top", "B": "top"}}
	job := {"env": {"B": "job"}}
	github.variable({"env": {"a": "step"}}, job, pipeline, "a") == "step"
	github.variable({"env": {}}, job, pipeline, "b") == "job"
	github.variable({"env": {}}, job, pipeline, "a") == "top"
	not github.variable({"env": {}}, job, pipeline, "c")
}

test_tainted if {
	github.tainted("x ${{ github.event.issue.title }}")
	not github.tainted("${{ github.sha }}")
	not github.tainted("github.event.issue.title")
}

test_matrix_values if {
	job := {"strategy": {"matrix": {"os": ["a", "b"], "box": [{"image": "c"}], "include": [{"os": "d"}, {"box": {"image": "e"}}]}}}
	github.matrix_values(job, "${{ matrix.os }}") == {"a", "b", "d"}
	github.matrix_values(job, "${{matrix.box.image}}") == {"c", "e"}
	not github.matrix_values(job, "x-${{ matrix.os }}")
	github.matrix_values({}, "${{ matrix.os }}") == set()
}
