package provost.aws.beanstalk.managed_updates_on_test

import rego.v1

import data.provost.aws.beanstalk.managed_updates_on as policy

test_denies_when_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_elastic_beanstalk_environment", "attributes": {}}}
	paths == {["setting"]}
}

test_denies_off if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_elastic_beanstalk_environment", "attributes": {"setting": [{"namespace": "aws:elasticbeanstalk:managedactions", "name": "ManagedActionsEnabled", "value": "false"}]}}}
	messages == {"the platform is not updated by itself"}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_elastic_beanstalk_environment", "attributes": {"setting": [{"namespace": "aws:elasticbeanstalk:managedactions", "name": "ManagedActionsEnabled", "value": "True"}]}}}
}
