package provost.kubernetes.config.config_map_free_of_secrets_test

import rego.v1

import data.provost.kubernetes.config.config_map_free_of_secrets as policy
import data.provost.lib.fixtures

test_denies_a_password if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("ConfigMap", {"data": {"LOG_LEVEL": "info", "DB_PASSWORD": "hunter2"}})
	paths == {["data", "DB_PASSWORD"]}
}

test_denies_a_private_key if {
	count(policy.deny) == 1 with input as fixtures.object_of("ConfigMap", {"data": {"tls": "-----BEGIN PRIVATE KEY-----"}})
}

test_denies_a_line_of_a_file if {
	{finding.message | some finding in policy.deny} == {"file app.properties holds a literal credential for db.password"} with input as fixtures.object_of("ConfigMap", {"data": {"app.properties": "log.level=info\ndb.password=hunter2\n"}})
}

test_allows_a_reference_in_a_file if {
	count(policy.deny) == 0 with input as fixtures.object_of("ConfigMap", {"data": {"app.properties": "db.password=${DB_PASSWORD}\n"}})
}

test_allows_settings if {
	count(policy.deny) == 0 with input as fixtures.object_of("ConfigMap", {"data": {"LOG_LEVEL": "info", "CACHE_TTL": "3600"}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.object_of("ConfigMap", {})
}
