package provost.aws.s3.bucket_acl_not_publicly_readable_test

import rego.v1

import data.provost.aws.s3.bucket_acl_not_publicly_readable as policy

test_denies_canned if {
	policy.deny == {{"message": "the canned ACL public-read lets everybody read", "path": ["acl"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "public-read"}}}
}

test_denies_public_read_write if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "public-read-write"}}}
}

test_denies_authenticated_read if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "authenticated-read"}}}
}

test_denies_website if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "website"}}}
}

test_denies_grant if {
	policy.deny == {{"message": "a grant of READ lets everybody read", "path": ["grant", 0, "permissions"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"grant": [{"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers", "permissions": ["READ"]}]}}}
}

test_allows_grant_to_an_owner if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"grant": [{"type": "CanonicalUser", "id": "x", "permissions": ["FULL_CONTROL"]}]}}}
}

test_denies_lone_acl_resource if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_acl", "attributes": {"acl": "public-read"}}}
}

test_denies_lone_acl_grant if {
	policy.deny == {{"message": "a grant of READ lets everybody read", "path": ["access_control_policy", 0, "grant", 1, "permission"]}} with input as {"resource": {"type": "aws_s3_bucket_acl", "attributes": {"access_control_policy": [{"grant": [{"permission": "READ", "grantee": [{"type": "CanonicalUser", "id": "x"}]}, {"permission": "READ", "grantee": [{"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"}]}]}]}}}
}

test_acl_resource_is_judged_at_its_bucket if {
	not policy.applicable with input as {"resource": {"type": "aws_s3_bucket_acl", "attributes": {"acl": "public-read"}}, "related": {"aws_s3_bucket": [{"type": "aws_s3_bucket", "attributes": {}}]}}
}

test_denies_bucket_with_acl_resource if {
	policy.deny == {{"message": "the canned ACL public-read lets everybody read", "path": ["acl"]}} with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_acl": [{"type": "aws_s3_bucket_acl", "attributes": {"acl": "public-read"}}]}}
}

test_denies_bucket_with_granting_acl_resource if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_acl": [{"type": "aws_s3_bucket_acl", "attributes": {"access_control_policy": [{"grant": [{"permission": "FULL_CONTROL", "grantee": [{"uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}]}]}]}}]}}
}

test_allows_private if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": "private"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"acl": null}}}
}

test_allows_private_acl_resource if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}, "related": {"aws_s3_bucket_acl": [{"type": "aws_s3_bucket_acl", "attributes": {"acl": "private"}}]}}
}
