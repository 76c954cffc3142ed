package provost.aws.sagemaker.notebook_without_direct_internet_test

import rego.v1

import data.provost.aws.sagemaker.notebook_without_direct_internet as policy

test_denies_1 if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_sagemaker_notebook_instance", "attributes": {"direct_internet_access": "Enabled"}}}
	messages == {"the notebook reaches the Internet around the VPC"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_sagemaker_notebook_instance", "attributes": {"direct_internet_access": "Disabled"}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_sagemaker_notebook_instance", "attributes": {}}}
	paths == {["direct_internet_access"]}
}
