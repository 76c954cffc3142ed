package provost.github.actions.cloud_credentials_short_lived_test

import rego.v1

import data.provost.github.actions.cloud_credentials_short_lived as policy
import data.provost.lib.fixtures

test_denies_aws_inputs if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.step({"uses": fixtures.uses("aws-actions/configure-aws-credentials@v4"), "with": {"aws-access-key-id": "${{ secrets.AWS_ACCESS_KEY_ID }}", "aws-secret-access-key": "${{ secrets.AWS_SECRET_ACCESS_KEY }}", "aws-region": "x"}})
	paths == {["jobs", "build", "steps", 0, "with", "aws-access-key-id"], ["jobs", "build", "steps", 0, "with", "aws-secret-access-key"]}
}

test_denies_variables if {
	{finding.message | some finding in policy.deny} == {"AWS_SECRET_ACCESS_KEY is a stored cloud key"} with input as fixtures.job({"env": {"AWS_SECRET_ACCESS_KEY": "${{ secrets.KEY }}"}})
}

test_denies_azure if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": fixtures.uses("azure/login@v2"), "with": {"creds": "${{ secrets.AZURE_CREDENTIALS }}"}})
}

test_denies_variables_of_a_step if {
	count(policy.deny) == 1 with input as fixtures.step({"run": "x", "env": {"AWS_ACCESS_KEY_ID": "${{ secrets.A }}"}})
}

test_denies_variables_at_the_top if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"env": {"AWS_ACCESS_KEY_ID": "${{ secrets.A }}"}})
	paths == {["env", "AWS_ACCESS_KEY_ID"]}
}

test_allows_oidc if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("aws-actions/configure-aws-credentials@v4"), "with": {"role-to-assume": "arn:aws:iam::1:role/a"}})
}

test_allows_outputs if {
	count(policy.deny) == 0 with input as fixtures.step({"run": "x", "env": {"AWS_ACCESS_KEY_ID": "${{ steps.sts.outputs.key }}"}})
}
