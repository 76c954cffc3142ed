package provost.aws.transfer.protocols_encrypted_test

import rego.v1

import data.provost.aws.transfer.protocols_encrypted as policy

test_denies_ftp if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_transfer_server", "attributes": {"protocols": ["SFTP", "FTP"]}}}
	paths == {["protocols", 1]}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_transfer_server", "attributes": {"protocols": ["SFTP", "FTPS"]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_transfer_server", "attributes": {}}}
}
