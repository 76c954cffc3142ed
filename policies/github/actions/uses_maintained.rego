# METADATA
# title: Actions come from repositories that are maintained
# description: >-
#   An archived repository takes no changes: what is found in its action is never mended, and the
#   runtime that it needs goes away. `archived` holds `owner/repo` and can be extended.
# custom:
#   severity: medium
#   category: supply chain integrity
#   resources: [pipeline]
#   params:
#     archived:
#       - actions-rs/audit-check
#       - actions-rs/cargo
#       - actions-rs/clippy-check
#       - actions-rs/components-nightly
#       - actions-rs/grcov
#       - actions-rs/install
#       - actions-rs/tarpaulin
#       - actions-rs/toolchain
#       - actions/create-release
#       - actions/setup-elixir
#       - actions/setup-haskell
#       - actions/setup-ruby
#       - actions/upload-release-asset
#       - crazy-max/ghaction-docker-buildx
#       - googlecloudplatform/github-actions
#       - hashicorp/terraform-github-actions
#       - repo-sync/pull-request
#   remediation: |-
#     Take the successor, or the tool itself: `gh release create` for `actions/create-release`,
#     `rustup` for `actions-rs/toolchain`.
#   aliases: [zizmor/archived-uses]
#   references:
#     - https://docs.zizmor.sh/audits/#archived-uses
package provost.github.actions.uses_maintained

import rego.v1

import data.provost.lib.github

archived contains lower(name) if some name in input.params.archived

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some uses in array.concat(called(job), [step.uses | some step in job.steps; step.uses])
	uses.kind in {"action", "workflow"}
	repository := lower(concat("/", [uses.owner, uses.repo]))
	repository in archived
	finding := {"message": sprintf("the repository of %s is archived", [repository]), "path": uses.at}
}

called(job) := [job.uses] if job.uses

called(job) := [] if not job.uses
