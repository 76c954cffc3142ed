package provost.alertmanager.config.credentials_not_literal_test

import rego.v1

import data.provost.alertmanager.config.credentials_not_literal as policy

test_denies_a_global_password if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "alertmanager-config", "attributes": {"global": {"smtp_auth_password": "hunter2"}}}}
	messages == {"global.smtp_auth_password is written in clear"}
}

test_denies_a_webhook if {
	findings := policy.deny with input as {"resource": {"type": "alertmanager-receiver", "name": "chat", "attributes": {"slack_configs": [{"api_url": "https://hooks.example.org/T0/B0/x"}]}}}
	{finding.path | some finding in findings} == {["slack_configs", 0, "api_url"]}
}

test_denies_basic_authentication if {
	findings := policy.deny with input as {"resource": {"type": "alertmanager-receiver", "name": "a", "attributes": {"webhook_configs": [{"http_config": {"basic_auth": {"password": "x"}}}]}}}
	{finding.path | some finding in findings} == {["webhook_configs", 0, "http_config", "basic_auth", "password"]}
}

test_allows_files_and_templates if {
	count(policy.deny) == 0 with input as {"resource": {"type": "alertmanager-receiver", "name": "a", "attributes": {"slack_configs": [{"api_url_file": "/f"}, {"api_url": "${SLACK_URL}"}]}}}
}
