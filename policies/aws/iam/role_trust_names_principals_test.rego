package provost.aws.iam.role_trust_names_principals_test

import rego.v1

import data.provost.aws.iam.role_trust_names_principals as policy

test_denies_aws_star if {
	policy.deny == {{"message": "every principal may assume the role", "path": ["assume_role_policy"]}} with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"*\"}}]}"}}}
}

test_denies_bare_star if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": \"*\"}]}"}}}
}

test_denies_star_in_list if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": [\"arn:aws:iam::111122223333:root\", \"*\"]}}]}"}}}
}

test_allows_service if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}}]}"}}}
}

test_allows_account if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}}]}"}}}
}

test_allows_organisation if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"*\"}, \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1\"}}}]}"}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {}}}
}
