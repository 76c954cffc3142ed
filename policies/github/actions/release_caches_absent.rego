# METADATA
# title: Release jobs do not restore caches
# description: >-
#   A cache can be written by a less trusted workflow of the same repository. A job that builds what
#   is released and restores a cache ships what was put there. Release jobs are those of a workflow
#   started by a release, a tag or a release branch, and those that publish with a well-known
#   action.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Turn the cache off in the release job (`cache: false`, `enable-cache: false`, `lookup-only:
#     true`, or leave the step out), and build there from scratch.
#   aliases: [zizmor/cache-poisoning]
#   references:
#     - https://adnanthekhan.com/2024/05/06/the-monsters-in-your-build-cache-github-actions-cache-poisoning/
package provost.github.actions.release_caches_absent

import rego.v1

import data.provost.lib.github

release_triggered if github.triggered(input.resource.pipeline, {"release"})

release_triggered if {
	some trigger in input.resource.pipeline.triggers
	trigger.event == "push"
	trigger.filters.tags
}

release_triggered if {
	some trigger in input.resource.pipeline.triggers
	trigger.event == "push"
	some branch in trigger.filters.branches
	contains(lower(branch), "release")
}

publishers := {
	"aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation-github-deploy",
	"azure/aci-deploy", "azure/container-apps-deploy-action", "azure/functions-action", "azure/sql-action",
	"cloudflare/wrangler-action", "google-github-actions/deploy-appengine",
	"google-github-actions/deploy-cloud-functions", "google-github-actions/deploy-cloudrun",
	"googleapis/release-please-action", "goreleaser/goreleaser-action", "jreleaser/release-action",
	"pypa/gh-action-pypi-publish", "redhat-actions/push-to-registry", "release-drafter/release-drafter",
	"rubygems/release-gem", "softprops/action-gh-release",
}

publishes(job) if {
	some step in job.steps
	github.uses_action(step, publishers)
}

publishes(job) if {
	some step in job.steps
	github.uses_action(step, {"docker/build-push-action"})
	on(github.input_value(step, "push"))
}

# Actions that restore a cache unless this input turns it off.
caching := {
	"actions/cache": "lookup-only", "actions/setup-go": "cache", "actions-rust-lang/setup-rust-toolchain": "cache",
	"astral-sh/setup-uv": "enable-cache", "determinatesystems/magic-nix-cache-action": "use-gha-cache",
	"gradle/actions/setup-gradle": "cache-disabled", "jdx/mise-action": "cache", "mlugg/setup-zig": "use-cache",
	"oven-sh/setup-bun": "no-cache", "ramsey/composer-install": "ignore-cache", "swatinem/rust-cache": "lookup-only",
	"actions/setup-node": "package-manager-cache",
}

# Of these, the inputs that say no by being true.
negative := {"lookup-only", "cache-disabled", "no-cache", "ignore-cache"}

always_caching := {
	"awalsh128/cache-apt-pkgs-action", "mozilla-actions/sccache-action", "nix-community/cache-nix-action",
	"actions/cache/restore",
}

# Actions that restore a cache where this input asks for it.
opt_in := {
	"actions/setup-dotnet": "cache", "actions/setup-java": "cache", "actions/setup-node": "cache",
	"actions/setup-python": "cache", "graalvm/setup-graalvm": "cache", "pyo3/maturin-action": "sccache",
	"ruby/setup-ruby": "bundler-cache",
}

on(value) if {
	value != null
	not value in {false, "false", "", "auto"}
	not absent_on_tags(value)
}

# `${{ !startsWith(github.ref, 'refs/tags/') }}`: no cache where a tag is pushed.
absent_on_tags(value) if {
	is_string(value)
	replace(lower(value), " ", "") == "${{!startswith(github.ref,'refs/tags/')}}"
}

off(value) if value in {false, "false", "", "auto", null}

off(value) if absent_on_tags(value)

restores(step) if {
	step.uses.kind == "action"
	github.action(step.uses) in always_caching
}

restores(step) if {
	step.uses.kind == "action"
	on(github.input_value(step, opt_in[github.action(step.uses)]))
}

restores(step) if {
	step.uses.kind == "action"
	switch := caching[github.action(step.uses)]
	switch in negative
	not refused(step, switch)
}

restores(step) if {
	step.uses.kind == "action"
	switch := caching[github.action(step.uses)]
	switch != ""
	not switch in negative
	not off(github.input_value(step, switch))
	not cautious(step)
}

refused(step, switch) if github.input_value(step, switch) in {true, "true", "yes", "1"}

# From v10 on setup-uv caches nothing in releases unless it is told to.
cautious(step) if {
	github.action(step.uses) == "astral-sh/setup-uv"
	regex.match(`^v?[1-9][0-9]+([.]|$)`, step.uses.ref)
	count(step.uses.ref) < 20
	not github.input_value(step, "enable-cache")
}

# Before v5 setup-node cached nothing on its own.
cautious(step) if {
	github.action(step.uses) == "actions/setup-node"
	regex.match(`^v?[1-4]([.]|$)`, step.uses.ref)
}

# `cache-mode: none` keeps caches out of a job whatever its steps ask for.
cacheless(job) if input.resource.attributes.jobs[job.id]["cache-mode"] == "none"

cacheless(job) if {
	input.resource.attributes["cache-mode"] == "none"
	not input.resource.attributes.jobs[job.id]["cache-mode"]
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	releases(job)
	not cacheless(job)
	some step in job.steps
	restores(step)
	finding := {
		"message": sprintf("%s restores a cache in a job that releases", [step.uses.raw]),
		"path": step.uses.at,
	}
}

releases(_) if release_triggered

releases(job) if publishes(job)
