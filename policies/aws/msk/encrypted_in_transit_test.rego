package provost.aws.msk.encrypted_in_transit_test

import rego.v1

import data.provost.aws.msk.encrypted_in_transit as policy

test_denies_plaintext if {
	policy.deny == {{"message": "brokers accept plaintext from clients", "path": ["encryption_info", 0, "encryption_in_transit", 0, "client_broker"]}} with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"encryption_info": [{"encryption_in_transit": [{"client_broker": "PLAINTEXT"}]}]}}}
}

test_denies_choice if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS_PLAINTEXT"}]}]}}}
}

test_denies_in_cluster if {
	policy.deny == {{"message": "traffic between the brokers is not encrypted", "path": ["encryption_info", 0, "encryption_in_transit", 0, "in_cluster"]}} with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"encryption_info": [{"encryption_in_transit": [{"in_cluster": false}]}]}}}
}

test_denies_both if {
	count(policy.deny) == 2 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"encryption_info": [{"encryption_in_transit": [{"client_broker": "PLAINTEXT", "in_cluster": "false"}]}]}}}
}

test_allows_tls if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS", "in_cluster": true}]}]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_msk_cluster", "attributes": {}}}
}
