package provost.aws.s3.bucket_policy_names_principals_test

import rego.v1

import data.provost.aws.s3.bucket_policy_names_principals as policy

test_denies_bare_star if {
	policy.deny == {{"message": "the bucket policy allows any principal", "path": ["policy"]}} with input as {"resource": {"type": "aws_s3_bucket_policy", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": \"*\"}]}"}}}
}

test_denies_aws_star if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": {\"AWS\": \"*\"}}]}"}}}
}

test_denies_star_in_a_list if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": {\"AWS\": [\"arn:aws:iam::111122223333:root\", \"*\"]}}]}"}}}
}

test_denies_one_statement_object if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}"}}}
}

test_denies_with_a_condition_on_tls if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": \"*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"}}}]}"}}}
}

test_allows_within_an_organisation if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-abc\"}}}]}"}}}
}

test_allows_a_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": \"*\"}]}"}}}
}

test_allows_a_role if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:role/app\"}}]}"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {}}}
}

test_allows_text_that_is_no_json if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket", "attributes": {"policy": "none"}}}
}

test_denies_data_source if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_s3_bucket_policy", "attributes": {}}, "related": {"data.aws_iam_policy_document": [{"attributes": {"statement": [{"actions": ["s3:GetObject"], "principals": [{"type": "*", "identifiers": ["*"]}]}]}}]}}
}

test_allows_data_source_with_a_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_s3_bucket_policy", "attributes": {}}, "related": {"data.aws_iam_policy_document": [{"attributes": {"statement": [{"effect": "Deny", "principals": [{"type": "*", "identifiers": ["*"]}]}]}}]}}
}
