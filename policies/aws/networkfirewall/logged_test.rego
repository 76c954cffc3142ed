package provost.aws.networkfirewall.logged_test

import rego.v1

import data.provost.aws.networkfirewall.logged as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {}}}
	messages == {"the firewall writes no logs"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {}}, "related": {"aws_networkfirewall_logging_configuration": [{}]}}
}
