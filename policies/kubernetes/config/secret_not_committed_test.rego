package provost.kubernetes.config.secret_not_committed_test

import rego.v1

import data.provost.kubernetes.config.secret_not_committed as policy
import data.provost.lib.fixtures

test_denies_data if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.object_of("Secret", {"data": {"password": "aHVudGVyMg=="}})
	paths == {["data", "password"]}
}

test_denies_string_data if {
	count(policy.deny) == 2 with input as fixtures.object_of("Secret", {"stringData": {"password": "hunter2", "user": "app"}})
}

test_allows_placeholders if {
	count(policy.deny) == 0 with input as fixtures.object_of("Secret", {"data": {"url": "<base64-encoded-database-url>", "key": "{{ .Values.key }}", "empty": ""}})
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as fixtures.object_of("Secret", {"type": "Opaque"})
}
