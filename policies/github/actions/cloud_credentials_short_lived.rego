# METADATA
# title: Cloud credentials are short-lived
# description: >-
#   A stored cloud key works from anywhere, for as long as nobody revokes it, and every leak of a
#   secret is a leak of the cloud account. OpenID Connect gives the job a token for minutes, bound
#   to repository, branch and environment.
# custom:
#   severity: high
#   category: authentication
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Trust the issuer token.actions.githubusercontent.com in the cloud, for this repository and
#     environment only, then
#
#       permissions:
#         id-token: write
#         contents: read
#       steps:
#         - uses: aws-actions/configure-aws-credentials@…
#           with:
#             role-to-assume: arn:aws:iam::111122223333:role/deploy
#             aws-region: eu-west-1
#
#     and delete the key. Azure: `azure/login` with `client-id`; Google: `google-github-actions/auth`
#     with `workload_identity_provider`.
#   aliases: []
#   references:
#     - https://docs.github.com/en/actions/concepts/security/openid-connect
package provost.github.actions.cloud_credentials_short_lived

import rego.v1

import data.provost.lib.github

stored := {
	"aws-actions/configure-aws-credentials": {"aws-access-key-id", "aws-secret-access-key"},
	"azure/login": {"creds"},
	"google-github-actions/auth": {"credentials_json"},
	"google-github-actions/setup-gcloud": {"service_account_key"},
	"jakejarvis/s3-sync-action": {"aws_access_key_id", "aws_secret_access_key"},
	"alibaba/configure-credentials-action": {"access-key-id", "access-key-secret"},
}

variables := {
	"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET",
	"AZURE_CREDENTIALS", "GOOGLE_CREDENTIALS", "GCP_SA_KEY",
}

# A key that a step before gave out is no stored one.
from_store(value) if regex.match(`[$][{][{].*secrets[.]`, lower(value))

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.uses.kind == "action"
	some name, value in step["with"]
	lower(name) in stored[github.action(step.uses)]
	from_store(value)
	finding := {
		"message": sprintf("%s is a stored cloud key", [name]),
		"path": array.concat(step.path, ["with", name]),
	}
}

deny contains finding if {
	some name, value in input.resource.pipeline.env
	name in variables
	from_store(value)
	finding := {
		"message": sprintf("%s is a stored cloud key", [name]),
		"path": ["env", name],
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some name, value in job.env
	name in variables
	from_store(value)
	finding := {
		"message": sprintf("%s is a stored cloud key", [name]),
		"path": array.concat(job.path, ["env", name]),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	some name, value in step.env
	name in variables
	from_store(value)
	finding := {
		"message": sprintf("%s is a stored cloud key", [name]),
		"path": array.concat(step.path, ["env", name]),
	}
}
