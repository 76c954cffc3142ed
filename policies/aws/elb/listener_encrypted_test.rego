package provost.aws.elb.listener_encrypted_test

import rego.v1

import data.provost.aws.elb.listener_encrypted as policy

test_denies_http if {
	policy.deny == {{"message": "the listener serves plain HTTP", "path": ["protocol"]}} with input as {"resource": {"type": "aws_lb_listener", "attributes": {"port": 80, "protocol": "HTTP", "default_action": [{"type": "forward"}]}}}
}

test_denies_absent if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"port": 80, "default_action": [{"type": "forward"}]}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"port": 80, "protocol": null, "default_action": [{"type": "forward"}]}}}
}

test_denies_alias_type if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_alb_listener", "attributes": {"port": 80, "protocol": "HTTP", "default_action": [{"type": "forward"}]}}}
}

test_denies_redirect_to_http if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTP"}]}]}}}
}

test_denies_redirect_that_keeps_the_protocol if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"port": "443"}]}]}}}
}

test_allows_redirect if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"port": 80, "protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"}]}]}}}
}

test_allows_https if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"port": 443, "protocol": "HTTPS", "default_action": [{"type": "forward"}]}}}
}

test_allows_tls if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "TLS"}}}
}

test_allows_tcp if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "TCP"}}}
}

test_gateway_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb_listener", "attributes": {}}, "related": {"aws_lb": [{"attributes": {"load_balancer_type": "gateway"}}]}}
}
