package provost.prometheus.config.tls_verified_test

import rego.v1

import data.provost.prometheus.config.tls_verified as policy

test_denies_a_job if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"scrape_configs": [{"job_name": "web", "tls_config": {"insecure_skip_verify": true}}]}}}
	messages == {"job web takes any certificate"}
}

test_denies_remote_storage_and_alertmanagers if {
	entry := {"tls_config": {"insecure_skip_verify": true}}
	count(policy.deny) == 2 with input as {"resource": {"attributes": {"remote_write": [entry], "alerting": {"alertmanagers": [entry]}}}}
}

test_allows_an_authority if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"scrape_configs": [{"tls_config": {"ca_file": "/ca"}}]}}}
}
