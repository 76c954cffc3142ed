package provost.aws.dms.endpoint_encrypted_in_transit_test

import rego.v1

import data.provost.aws.dms.endpoint_encrypted_in_transit as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_dms_endpoint", "attributes": {"engine_name": "mysql", "ssl_mode": "none"}}}
	messages == {"the endpoint speaks plaintext"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dms_endpoint", "attributes": {"engine_name": "mysql", "ssl_mode": "require"}}}
}

test_allows_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dms_endpoint", "attributes": {"engine_name": "mysql", "ssl_mode": "verify-ca"}}}
}

test_allows_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_dms_endpoint", "attributes": {"engine_name": "mysql", "ssl_mode": "verify-full"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_dms_endpoint", "attributes": {"engine_name": "mysql"}}}
	paths == {["ssl_mode"]}
}

test_does_not_judge_others if {
	not policy.applicable with input as {"resource": {"type": "aws_dms_endpoint", "attributes": {}}}
}
