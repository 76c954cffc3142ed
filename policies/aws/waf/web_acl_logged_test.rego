package provost.aws.waf.web_acl_logged_test

import rego.v1

import data.provost.aws.waf.web_acl_logged as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_wafv2_web_acl", "attributes": {}}}
	messages == {"the web ACL writes no logs"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_wafv2_web_acl", "attributes": {}}, "related": {"aws_wafv2_web_acl_logging_configuration": [{}]}}
}
