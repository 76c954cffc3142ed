package provost.aws.guardduty.detector_on_test

import rego.v1

import data.provost.aws.guardduty.detector_on as policy

test_denies_bad if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_guardduty_detector", "attributes": {"enable": false}}}
	messages == {"the detector is off"}
}

test_allows_good if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_guardduty_detector", "attributes": {"enable": true}}}
}

test_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_guardduty_detector", "attributes": {}}}
}

test_denies_bad_as_text if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_guardduty_detector", "attributes": {"enable": "false"}}}
}

test_allows_good_as_text if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_guardduty_detector", "attributes": {"enable": "true"}}}
}
