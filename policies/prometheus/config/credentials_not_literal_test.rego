package provost.prometheus.config.credentials_not_literal_test

import rego.v1

import data.provost.prometheus.config.credentials_not_literal as policy

test_denies_a_password if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"scrape_configs": [{"basic_auth": {"username": "a", "password": "hunter2"}}]}}}
	messages == {"scrape_configs.basic_auth.password holds a credential in clear"}
}

test_denies_a_token_of_remote_storage if {
	count(policy.deny) == 1 with input as {"resource": {"attributes": {"remote_write": [{"authorization": {"credentials": "abc"}}]}}}
}

test_allows_files_and_templates if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"scrape_configs": [{"basic_auth": {"password_file": "/p"}}, {"bearer_token": "${TOKEN}"}]}}}
}
