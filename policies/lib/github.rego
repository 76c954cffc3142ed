# Vocabulary for policies over GitHub workflows and actions (the pipeline view).
package provost.lib.github

import rego.v1

# A finding at an expression: its narrow place where the view knows it, else the whole value.
at(expression, message) := {"message": message, "path": expression.at, "span": expression.span} if expression.span

at(expression, message) := {"message": message, "path": expression.at} if not expression.span

# Every expression of a definition: of its top, its jobs and its steps.
expressions(pipeline) := array.concat(
	object.get(pipeline, "expressions", []),
	array.concat(
		[expression | some job in pipeline.jobs; some expression in job.expressions],
		[expression | some job in pipeline.jobs; some step in job.steps; some expression in step.expressions],
	),
)

triggered(pipeline, events) if {
	some trigger in pipeline.triggers
	trigger.event in events
}

# Called by other workflows and started by nothing else: its callers decide.
reusable_only(pipeline) if {
	events := {trigger.event | some trigger in pipeline.triggers}
	events == {"workflow_call"}
}

# owner/repo, or owner/repo/path, in lower case: GitHub tells no case apart.
action(uses) := lower(concat("/", [uses.owner, uses.repo])) if uses.path == ""

action(uses) := lower(concat("/", [uses.owner, uses.repo, uses.path])) if uses.path != ""

uses_action(step, names) if {
	step.uses.kind == "action"
	action(step.uses) in names
}

# An input of an action by its name in any case: `with:` keys are case-insensitive.
input_value(step, name) := value if {
	some key, value in step["with"]
	lower(key) == name
}

# Inputs that an action runs as code.
code_inputs := {
	"8398a7/action-slack": {"custom_payload"},
	"actions/github-script": {"script"},
	"addnab/docker-run-action": {"options", "run"},
	"amadevus/pwsh-script": {"script"},
	"appleboy/ssh-action": {"script"},
	"azure/cli": {"inlinescript"},
	"azure/powershell": {"inlinescript"},
	"cardinalby/js-eval-action": {"expression"},
	"cypress-io/github-action": {"build", "command", "install-command", "start"},
	"devorbitus/yq-action-output": {"cmd"},
	"gautamkrishnar/blog-post-workflow": {"item_exec"},
	"imjohnbo/issue-bot": {"body", "linked-comments-new-issue-text", "linked-comments-previous-issue-text"},
	"jannekem/run-python-script-action": {"script"},
	"lucasbento/auto-close-issues": {"issue-close-message"},
	"mikefarah/yq": {"cmd"},
	"nick-fields/retry": {"command", "new_command_on_retry", "on_retry_command"},
	"nick-invision/retry": {"command", "new_command_on_retry", "on_retry_command"},
	"reactivecircus/android-emulator-runner": {"pre-emulator-launch-script", "script"},
	"roots/issue-closer-action": {"issue-close-message", "pr-close-message"},
	"satackey/action-js-inline": {"script"},
	"sergeysova/jq-action": {"cmd"},
	"skitionek/notify-microsoft-teams": {"overwrite"},
	"tibdex/backport": {"body_template", "head_template", "labels_template", "title_template"},
	"uraimo/run-on-arch-action": {"install", "run", "setup"},
}

# The expressions of a step that become part of code: in `run`, and in inputs that are run.
code_expressions(step) := [expression |
	some expression in step.expressions
	runs(step, expression)
]

runs(step, expression) if expression["in"] == "run"

runs(step, expression) if {
	expression["in"] == "with"
	step.uses.kind == "action"
	lower(expression.at[count(expression.at) - 1]) in code_inputs[action(step.uses)]
}

# Contexts whose text someone without write access to the repository chooses, or, for inputs,
# whoever calls or dispatches the definition.
untrusted(context) if {
	regex.match(`^github[.]head_ref$|^github([.]event)?$|^github[.]event[.](issue|pull_request|comment|review|discussion|head_commit|workflow_run|commits|commits[.][*]|pages|pages[.][*])$|^github[.]event[.](.+[.])?(title|body|message|page_name|description|homepage|default_branch|label|email|head_branch|display_title|summary)$|^github[.]event[.](.+[.])?(author|committer)[.](name|username)$|^github[.]event[.](.+[.])?head[.]ref$|^github[.]event[.]workflow_run[.]head_repository[.](name|full_name)$|^github[.]event[.](inputs|client_payload)([.]|$)`, context)
}

# Contexts that can hold no code: numbers, hashes, dates, fixed words, and secrets.
fixed(context) if {
	regex.match(`^secrets([.]|$)|^runner[.](arch|debug|environment|os)$|^strategy[.](fail-fast|job-index|job-total|max-parallel)$|^github[.](action_path|action_status|actor_id|api_url|event_name|event_path|graphql_url|job|output|path|ref_protected|ref_type|repository|repository_id|repository_owner|repository_owner_id|repositoryurl|retention_days|run_attempt|run_id|run_number|secret_source|server_url|sha|token|workflow_sha|workspace)$|^needs[.][^.]+[.]result$|^steps[.][^.]+[.](outcome|conclusion)$|^job[.]status$|^github[.]event[.](.+[.])?(id|number|[a-z_]*_id|[a-z_]*_at|sha|[a-z_]*_sha|before|after|merged|draft|locked|private|fork|forks|state|state_reason|conclusion|author_association|additions|deletions|changed_files|run_number|run_attempt|total_count|comments|commits_count)$`, context)
}

# The value of a variable in a step, from the nearest `env:` that sets it; names in lower case.
variable(step, _, _, name) := value if {
	some key, value in step.env
	lower(key) == name
}

variable(step, job, _, name) := value if {
	some key, value in job.env
	lower(key) == name
	not sets(step.env, name)
}

variable(step, job, pipeline, name) := value if {
	some key, value in pipeline.env
	lower(key) == name
	not sets(step.env, name)
	not sets(job.env, name)
}

sets(env, name) if {
	some key, _ in env
	lower(key) == name
}

# A text with an expression of an untrusted context in it.
tainted(text) if {
	some part in regex.find_n(`github[.][a-z0-9_.*]+`, lower(text), -1)
	contains(text, "${{")
	untrusted(part)
}

# The values that a text which is nothing but `${{ matrix.key }}` can take: from the lists of the
# matrix and from what is included beside them.
matrix_values(job, text) := listed | included if {
	regex.match(`^[$][{][{] *matrix[.][A-Za-z0-9_.-]+ *[}][}]$`, text)
	keys := split(trim_prefix(trim(text, "${} "), "matrix."), ".")
	listed := {value | some entry in entries(job, keys[0]); value := below(entry, array.slice(keys, 1, count(keys)))}
	included := {value | some entry in entries(job, "include"); value := below(entry, keys)}
}

below(entry, keys) := entry if count(keys) == 0

below(entry, keys) := value if {
	count(keys) > 0
	is_object(entry)
	value := object.get(entry, keys, null)
	value != null
}

entries(job, key) := [entry |
	is_object(job.strategy.matrix)
	is_array(job.strategy.matrix[key])
	some entry in job.strategy.matrix[key]
]
