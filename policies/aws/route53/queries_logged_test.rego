package provost.aws.route53.queries_logged_test

import rego.v1

import data.provost.aws.route53.queries_logged as policy

test_denies_when_absent if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "aws_route53_zone", "attributes": {}}}
	messages == {"queries of the zone are not logged"}
}

test_allows_1 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_route53_zone", "attributes": {}}, "related": {"aws_route53_query_log": [{}]}}
}

test_does_not_judge_others if {
	not policy.applicable with input as {"resource": {"type": "aws_route53_zone", "attributes": {"vpc": [{}]}}}
}
