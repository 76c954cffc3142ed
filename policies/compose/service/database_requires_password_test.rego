package provost.compose.service.database_requires_password_test

import rego.v1

import data.provost.compose.service.database_requires_password as policy

test_denies_trust if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"attributes": {"environment": ["POSTGRES_HOST_AUTH_METHOD=trust"]}, "workload": {"containers": [{"spec": {"env": [{"name": "POSTGRES_HOST_AUTH_METHOD", "value": "trust"}]}}]}}}
	paths == {["environment", 0]}
}

test_denies_an_empty_password if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"environment": {"MYSQL_ALLOW_EMPTY_PASSWORD": "yes"}}, "workload": {"containers": [{"spec": {"env": [{"name": "MYSQL_ALLOW_EMPTY_PASSWORD", "value": "yes"}]}}]}}}
	messages == {"MYSQL_ALLOW_EMPTY_PASSWORD lets everybody in"}
}

test_denies_security_off if {
	count(policy.deny) == 1 with input as {"resource": {"attributes": {"environment": {"xpack.security.enabled": false}}, "workload": {"containers": [{"spec": {"env": [{"name": "xpack.security.enabled", "value": false}]}}]}}}
}

test_allows_other_values if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"environment": {}}, "workload": {"containers": [{"spec": {"env": [{"name": "MYSQL_ALLOW_EMPTY_PASSWORD", "value": "no"}, {"name": "POSTGRES_HOST_AUTH_METHOD", "value": "scram-sha-256"}]}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {}, "workload": {"containers": [{"spec": {}}]}}}
}
