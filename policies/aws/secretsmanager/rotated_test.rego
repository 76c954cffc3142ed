package provost.aws.secretsmanager.rotated_test

import rego.v1

import data.provost.aws.secretsmanager.rotated as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_secretsmanager_secret", "attributes": {}}}
	messages == {"the secret is never rotated"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_secretsmanager_secret", "attributes": {}}, "related": {"aws_secretsmanager_secret_rotation": [{}]}}
}
