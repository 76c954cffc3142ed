package provost.aws.ecr.tags_immutable_test

import rego.v1

import data.provost.aws.ecr.tags_immutable as policy

test_denies_mutable if {
	policy.deny == {{"message": "image tags can be overwritten", "path": ["image_tag_mutability"]}} with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_tag_mutability": "MUTABLE"}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {}}}
}

test_allows_immutable if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_tag_mutability": "IMMUTABLE"}}}
}

test_allows_exclusions if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_ecr_repository", "attributes": {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"}}}
}
