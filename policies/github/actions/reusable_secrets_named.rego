# METADATA
# title: Reusable workflows get only the secrets they need
# description: >-
#   `secrets: inherit` hands every secret of the repository and the organisation to the called
#   workflow, also those that are added later.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [workflow]
#   params: {}
#   remediation: |-
#     Name the secrets: `secrets: { token: ${{ secrets.DEPLOY_TOKEN }} }`, and declare them under
#     `on.workflow_call.secrets` of the called workflow.
#   aliases: [zizmor/secrets-inherit]
#   references:
#     - https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#passing-inputs-and-secrets-to-a-reusable-workflow
package provost.github.actions.reusable_secrets_named

import rego.v1

deny contains finding if {
	some job in input.resource.pipeline.jobs
	job.secrets == "inherit"
	finding := {
		"message": sprintf("job %s hands all secrets to the workflow that it calls", [job.id]),
		"path": job.uses.at,
	}
}
