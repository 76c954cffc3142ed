package provost.aws.athena.workgroup_settings_enforced_test

import rego.v1

import data.provost.aws.athena.workgroup_settings_enforced as policy

test_denies_off if {
	policy.deny == {{"message": "clients may override the settings of the workgroup", "path": ["configuration", 0, "enforce_workgroup_configuration"]}} with input as {"resource": {"type": "aws_athena_workgroup", "attributes": {"configuration": [{"enforce_workgroup_configuration": false}]}}}
}

test_denies_false_as_string if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_athena_workgroup", "attributes": {"configuration": [{"enforce_workgroup_configuration": "false"}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_athena_workgroup", "attributes": {"configuration": [{"enforce_workgroup_configuration": true}]}}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_athena_workgroup", "attributes": {}}}
}
