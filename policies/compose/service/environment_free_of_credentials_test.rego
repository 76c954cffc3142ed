package provost.compose.service.environment_free_of_credentials_test

import rego.v1

import data.provost.compose.service.environment_free_of_credentials as policy

test_denies_in_a_list if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"attributes": {"environment": ["A=b", "POSTGRES_PASSWORD=password"]}, "workload": {"containers": [{"spec": {"env": [{"name": "A", "value": "b"}, {"name": "POSTGRES_PASSWORD", "value": "password"}]}}]}}}
	paths == {["environment", 1]}
}

test_denies_in_a_map if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"environment": {"API_KEY": "a8sd7f6asd"}}, "workload": {"containers": [{"spec": {"env": [{"name": "API_KEY", "value": "a8sd7f6asd"}]}}]}}}
	messages == {"a literal credential stands in API_KEY"}
}

test_names_a_database_password if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"environment": {"DATABASE_URL": ""}}, "workload": {"containers": [{"spec": {"env": [{"name": "DATABASE_URL", "value": "postgresql://app:hunter2@db/app"}]}}]}}}
	messages == {"a literal database password stands in DATABASE_URL"}
}

test_denies_a_build_argument if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"build": {"args": {"NPM_TOKEN": "a8sd7f6asd"}}}}}
	paths == {["build", "args", "NPM_TOKEN"]}
}

test_denies_a_build_argument_in_a_list if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"build": {"args": ["A=b", "NPM_TOKEN=a8sd7f=asd"]}}}}
	paths == {["build", "args", 1]}
}

test_denies_in_a_command if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"command": ["redis-server", "--requirepass", "hunter2"]}}}
	messages == {"a literal credential stands in the command"}
}

test_allows_a_file if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"environment": ["POSTGRES_PASSWORD_FILE=/run/secrets/p"]}, "workload": {"containers": [{"spec": {"env": [{"name": "POSTGRES_PASSWORD_FILE", "value": "/run/secrets/p"}]}}]}}}
}

test_allows_the_environment if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"environment": ["API_KEY"]}, "workload": {"containers": [{"spec": {"env": [{"name": "API_KEY"}]}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}}
}
