package provost.aws.elb.waf_attached_test

import rego.v1

import data.provost.aws.elb.waf_attached as policy

test_denies_alone if {
	policy.deny == {{"message": "no web ACL filters requests to the public load balancer", "path": []}} with input as {"resource": {"type": "aws_lb", "attributes": {}}}
}

test_allows_association if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {}}, "related": {"aws_wafv2_web_acl_association": [{}]}}
}

test_allows_classic_association if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {}}, "related": {"aws_wafregional_web_acl_association": [{}]}}
}

test_internal_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"internal": true}}}
}

test_network_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network"}}}
}

test_public_is_judged if {
	policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"internal": "false"}}}
}
