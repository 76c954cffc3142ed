package provost.github.actions.production_deploys_gated_test

import rego.v1

import data.provost.github.actions.production_deploys_gated as policy
import data.provost.lib.fixtures

test_denies_by_name if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"jobs": [fixtures.job_of("deploy-production", {})]}) with input.params as {"production_environments": ["production", "prod", "prd", "live"]}
	paths == {["jobs", "deploy-production", "environment"]}
}

test_denies_an_apply if {
	{finding.message | some finding in policy.deny} == {"job build deploys outside an environment"} with input as fixtures.script("terraform -chdir=infra apply -auto-approve tfplan") with input.params as {"production_environments": ["production", "prod", "prd", "live"]}
}

test_allows_an_environment if {
	count(policy.deny) == 0 with input as fixtures.workflow({"jobs": [fixtures.job_of("deploy-prod", {"environment": "production"})]}) with input.params as {"production_environments": ["production", "prod", "prd", "live"]}
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.workflow({"jobs": [fixtures.job_of("deploy-staging", {}), fixtures.job_of("test-production-build", {})]}) with input.params as {"production_environments": ["production", "prod", "prd", "live"]}
}
