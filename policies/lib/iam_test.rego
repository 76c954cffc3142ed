package provost.lib.iam_test

import rego.v1

import data.provost.lib.iam

test_statements_of_text_and_object if {
	iam.statements(`{"Statement": {"Effect": "Allow", "Action": "*"}}`) == [{"Effect": "Allow", "Action": "*"}]
	iam.statements({"Statement": [{"Action": "s3:Get*"}]}) == [{"Action": "s3:Get*"}]
	not iam.statements("no json")
	not iam.statements(null)
}

test_permission_policies if {
	iam.permission_policies({"attributes": {"policy": "a"}}) == [{"policy": "a", "path": ["policy"]}]
	iam.permission_policies({"attributes": {"inline_policy": "a"}}) == [{"policy": "a", "path": ["inline_policy"]}]
	iam.permission_policies({"attributes": {"inline_policy": [{"policy": "a"}], "assume_role_policy": "b"}}) == [{"policy": "a", "path": ["inline_policy", 0, "policy"]}]
	iam.permission_policies({"attributes": {}}) == []
}

test_effect if {
	iam.allows({"Effect": "Allow"})
	iam.allows({})
	not iam.allows({"Effect": "Deny"})
	iam.block_allows({})
	not iam.block_allows({"effect": "Deny"})
}

test_principals if {
	iam.any_principal({"Principal": "*"})
	iam.any_principal({"Principal": {"AWS": "*"}})
	iam.any_principal({"Principal": {"AWS": ["arn:aws:iam::111122223333:root", "*"]}})
	not iam.any_principal({"Principal": {"AWS": "arn:aws:iam::111122223333:root"}})
	not iam.any_principal({"Principal": {"Service": "s3.amazonaws.com"}})
	iam.block_any_principal({"principals": [{"type": "AWS", "identifiers": ["*"]}]})
	iam.block_any_principal({"principals": [{"type": "*", "identifiers": ["*"]}]})
	not iam.block_any_principal({"principals": [{"type": "Service", "identifiers": ["ec2.amazonaws.com"]}]})
}

test_every_action if {
	iam.every_action(["s3:Get*", "*"])
	iam.every_action(["*:*"])
	not iam.every_action(["s3:*"])
}

test_narrowed if {
	iam.narrowed({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}})
	iam.narrowed({"Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-1/*"]}}})
	iam.narrowed({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:t"}}})
	not iam.narrowed({"Condition": {"StringEquals": {"aws:PrincipalAccount": "*"}}})
	not iam.narrowed({"Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::*"}}})
	not iam.narrowed({"Condition": {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/app"]}}})
	iam.narrowed({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:example"}}})
	not iam.narrowed({"Condition": {"Bool": {"aws:SecureTransport": "true"}}})
	not iam.narrowed({"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}})
	not iam.narrowed({})
	iam.block_narrowed({"condition": [{"test": "StringEquals", "variable": "aws:SourceVpce", "values": ["vpce-1"]}]})
	not iam.block_narrowed({"condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}]})
}
