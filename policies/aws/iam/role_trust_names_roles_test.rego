package provost.aws.iam.role_trust_names_roles_test

import rego.v1

import data.provost.aws.iam.role_trust_names_roles as policy

test_denies_the_root if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"sts:AssumeRole\"}]}"}}}
	paths == {["assume_role_policy"]}
}

test_denies_an_account if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": {"Statement": {"Effect": "Allow", "Principal": {"AWS": ["111122223333"]}}}}}}
	messages == {"every principal of 111122223333 may assume the role"}
}

test_allows_a_condition if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}}}}}
}

test_allows_a_role if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci"}}}}}}
}

test_allows_services if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {"assume_role_policy": {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}}}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_iam_role", "attributes": {}}}
}
