package provost.github.repository.webhook_encrypted_test

import rego.v1

import data.provost.github.repository.webhook_encrypted as policy

test_denies_any_certificate if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"attributes": {"configuration": [{"url": "https://a", "insecure_ssl": true}]}}}
	messages == {"webhook takes any certificate"}
}

test_denies_plain_http if {
	count(policy.deny) == 1 with input as {"resource": {"attributes": {"configuration": [{"url": "HTTP://a"}]}}}
}

test_allows_tls if {
	count(policy.deny) == 0 with input as {"resource": {"attributes": {"configuration": [{"url": "https://a", "insecure_ssl": false}]}}}
}
