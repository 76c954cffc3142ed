package provost.aws.waf.classic_web_acl_logged_test

import rego.v1

import data.provost.aws.waf.classic_web_acl_logged as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_waf_web_acl", "attributes": {"logging_configuration": [{"log_destination": ""}]}}}
	messages == {"the web ACL writes no logs"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_waf_web_acl", "attributes": {"logging_configuration": [{"log_destination": "arn:aws:firehose:us-east-1:111122223333:deliverystream/aws-waf-logs-edge"}]}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_waf_web_acl", "attributes": {}}}
	paths == {["logging_configuration", 0, "log_destination"]}
}
