package provost.aws.rds.ca_certificate_current_test

import rego.v1

import data.provost.aws.rds.ca_certificate_current as policy

test_denies_2019 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_db_instance", "attributes": {"ca_cert_identifier": "rds-ca-2019"}}, "params": {"expired": ["rds-ca-2019"]}}
	messages == {"the authority rds-ca-2019 has expired"}
}

test_allows_current if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {"ca_cert_identifier": "rds-ca-rsa2048-g1"}}, "params": {"expired": ["rds-ca-2019"]}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_db_instance", "attributes": {}}, "params": {"expired": ["rds-ca-2019"]}}
}
