package provost.aws.glue.security_configured_test

import rego.v1

import data.provost.aws.glue.security_configured as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_glue_job", "attributes": {"security_configuration": ""}}}
	messages == {"there is no security configuration"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_glue_job", "attributes": {"security_configuration": "encrypted"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_glue_job", "attributes": {}}}
	paths == {["security_configuration"]}
}
