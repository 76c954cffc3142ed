package provost.aws.ec2.block_devices_encrypted_test

import rego.v1

import data.provost.aws.ec2.block_devices_encrypted as policy

test_denies_root if {
	policy.deny == {{"message": "a volume of root_block_device is not encrypted", "path": ["root_block_device", 0, "encrypted"]}} with input as {"resource": {"type": "aws_instance", "attributes": {"root_block_device": [{"encrypted": false}]}}}
}

test_denies_root_block_without_it if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"root_block_device": [{"volume_size": 8}]}}}
}

test_denies_no_block if {
	policy.deny == {{"message": "the root volume is not encrypted", "path": ["root_block_device"]}} with input as {"resource": {"type": "aws_instance", "attributes": {}}}
}

test_denies_second_volume if {
	policy.deny == {{"message": "a volume of ebs_block_device is not encrypted", "path": ["ebs_block_device", 1, "encrypted"]}} with input as {"resource": {"type": "aws_instance", "attributes": {"root_block_device": [{"encrypted": true}], "ebs_block_device": [{"encrypted": true}, {"device_name": "sdb"}]}}}
}

test_template_decides if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"launch_template": [{"id": "lt-1"}]}}}
}

test_allows_all if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"root_block_device": [{"encrypted": true}], "ebs_block_device": [{"encrypted": "true"}]}}}
}

test_allows_snapshot if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"root_block_device": [{"encrypted": true}], "ebs_block_device": [{"snapshot_id": "snap-1"}]}}}
}
