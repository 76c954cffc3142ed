package provost.aws.s3.access_point_blocks_public_access_test

import rego.v1

import data.provost.aws.s3.access_point_blocks_public_access as policy

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_s3_access_point", "attributes": {"public_access_block_configuration": [{"block_public_acls": true, "block_public_policy": false}]}}}
	messages == {"block_public_policy is off"}
}

test_denies_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_access_point", "attributes": {"public_access_block_configuration": [{"ignore_public_acls": "false"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_access_point", "attributes": {"public_access_block_configuration": [{"block_public_acls": true}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_access_point", "attributes": {}}}
}
