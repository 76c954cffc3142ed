# METADATA
# title: Tools of the runner are used in place of actions
# description: >-
#   An action runs foreign code with the job's token. What `gh`, `jq`, `docker` or `rustup` on the
#   runner do as well needs none.
# custom:
#   severity: info
#   category: supply chain integrity
#   resources: [pipeline]
#   params: {}
#   remediation: |-
#     Call the tool in a script:
#
#       - run: gh release create "$GITHUB_REF_NAME" --generate-notes
#         env:
#           GH_TOKEN: ${{ github.token }}
#   aliases: [zizmor/superfluous-actions]
#   references:
#     - https://docs.zizmor.sh/audits/#superfluous-actions
package provost.github.actions.runner_tools_used

import rego.v1

import data.provost.lib.github

instead := {
	"actions-ecosystem/action-add-labels": "gh issue edit --add-label",
	"actions-ecosystem/action-remove-labels": "gh issue edit --remove-label",
	"addnab/docker-run-action": "docker run",
	"dacbd/create-issue-action": "gh issue create",
	"dtolnay/rust-toolchain": "rustup",
	"elgohr/github-release-action": "gh release",
	"ncipollo/release-action": "gh release",
	"peter-evans/create-or-update-comment": "gh issue comment",
	"peter-evans/create-pull-request": "gh pr create",
	"sergeysova/jq-action": "jq",
	"softprops/action-gh-release": "gh release",
	"svenstaro/upload-release-action": "gh release upload",
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.uses.kind == "action"
	tool := instead[github.action(step.uses)]
	finding := {"message": sprintf("`%s` does what %s does", [tool, github.action(step.uses)]), "path": step.uses.at}
}
