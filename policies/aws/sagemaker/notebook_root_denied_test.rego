package provost.aws.sagemaker.notebook_root_denied_test

import rego.v1

import data.provost.aws.sagemaker.notebook_root_denied as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_sagemaker_notebook_instance", "attributes": {"root_access": "Enabled"}}}
	messages == {"users of the notebook are root"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sagemaker_notebook_instance", "attributes": {"root_access": "Disabled"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_sagemaker_notebook_instance", "attributes": {}}}
	paths == {["root_access"]}
}
