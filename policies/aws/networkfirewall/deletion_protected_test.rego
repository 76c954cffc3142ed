package provost.aws.networkfirewall.deletion_protected_test

import rego.v1

import data.provost.aws.networkfirewall.deletion_protected as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {"delete_protection": false}}}
	messages == {"the firewall can be deleted by one call"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {"delete_protection": true}}}
}

test_absent if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {}}}
	paths == {["delete_protection"]}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {"delete_protection": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_networkfirewall_firewall", "attributes": {"delete_protection": "true"}}}
}
