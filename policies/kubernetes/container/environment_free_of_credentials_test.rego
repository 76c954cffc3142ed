package provost.kubernetes.container.environment_free_of_credentials_test

import rego.v1

import data.provost.kubernetes.container.environment_free_of_credentials as policy
import data.provost.lib.fixtures

test_denies_a_password if {
	{finding.message | some finding in policy.deny} == {"container \"db\" has a literal credential in POSTGRES_PASSWORD"} with input as fixtures.container({"name": "db", "env": [{"name": "POSTGRES_USER", "value": "app"}, {"name": "POSTGRES_PASSWORD", "value": "hunter2"}]})
}

test_denies_a_cloud_key if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"env": [{"name": "AWS_KEY", "value": "AKIAIOSFODNN7EXAMPLE"}]})
	paths == {["spec", "containers", 0, "env", 0, "value"]}
}

test_denies_a_connection_string if {
	count(policy.deny) == 1 with input as fixtures.container({"env": [{"name": "DATABASE_URL", "value": "postgres://app:hunter2@db/app"}]})
}

test_denies_an_argument if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.container({"args": ["--dsn", "mysql://root:hunter2@db/app"]})
	paths == {["spec", "containers", 0, "args", 1]}
}

test_allows_references if {
	count(policy.deny) == 0 with input as fixtures.container({"env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "p"}}}, {"name": "URL", "value": "postgres://app:$(DB_PASSWORD)@db/app"}]})
}

test_allows_harmless_names if {
	count(policy.deny) == 0 with input as fixtures.container({"env": [{"name": "PASSWORD_FILE", "value": "/run/secrets/p"}, {"name": "TOKEN_TTL", "value": "1h"}, {"name": "USE_TOKEN", "value": "true"}]})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.container({})
}

test_is_not_applicable_to_compose if {
	not policy.applicable with input as fixtures.compose({"containers": [{}]})
}
