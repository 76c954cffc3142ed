package provost.aws.ecr.images_scanned_test

import rego.v1

import data.provost.aws.ecr.images_scanned as policy

test_denies_when_off if {
	policy.deny == {{"message": "images are not scanned when they are pushed", "path": ["image_scanning_configuration", 0, "scan_on_push"]}} with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_scanning_configuration": [{"scan_on_push": false}]}}}
}

test_denies_when_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {}}}
}

test_denies_empty_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_scanning_configuration": [{}]}}}
}

test_denies_null_block if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_scanning_configuration": null}}}
}

test_allows_when_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_scanning_configuration": [{"scan_on_push": true}]}}}
}

test_allows_true_as_string if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_scanning_configuration": [{"scan_on_push": "true"}]}}}
}
