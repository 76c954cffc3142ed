package provost.aws.kms.key_policy_names_principals_test

import rego.v1

import data.provost.aws.kms.key_policy_names_principals as policy

test_denies_star if {
	policy.deny == {{"message": "the key policy allows any principal", "path": ["policy"]}} with input as {"resource": {"type": "aws_kms_key", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\"}]}"}}}
}

test_denies_aws_star if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_kms_key", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": {\"AWS\": [\"*\"]}}]}"}}}
}

test_denies_document if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_kms_key", "attributes": {}}, "related": {"data.aws_iam_policy_document": [{"attributes": {"statement": [{"principals": [{"type": "AWS", "identifiers": ["*"]}]}]}}]}}
}

test_allows_account if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}}]}"}}}
}

test_allows_condition if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\", \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:s3:::b\"}}}]}"}}}
}

test_allows_denial if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {"policy": "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\"}]}"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {}}}
}

test_allows_text_that_is_no_json if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_kms_key", "attributes": {"policy": "x"}}}
}
