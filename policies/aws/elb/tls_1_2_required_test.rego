package provost.aws.elb.tls_1_2_required_test

import rego.v1

import data.provost.aws.elb.tls_1_2_required as policy

test_denies_old_policy if {
	policy.deny == {{"message": "the policy ELBSecurityPolicy-2016-08 accepts TLS older than 1.2", "path": ["ssl_policy"]}} with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-2016-08"}}}
}

test_denies_null if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS", "ssl_policy": null}}}
}

test_denies_default if {
	policy.deny == {{"message": "the default policy accepts TLS older than 1.2", "path": ["ssl_policy"]}} with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS"}}}
}

test_denies_tls_1_1 if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "TLS", "ssl_policy": "ELBSecurityPolicy-FS-1-1-2019-08"}}}
}

test_denies_tls13_that_goes_down_to_1_0 if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-0-2021-06"}}}
}

test_denies_http if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTP", "default_action": [{"type": "forward"}]}}}
}

test_allows_tls_1_2 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS-1-2-2017-01"}}}
}

test_allows_forward_secrecy if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "TLS", "ssl_policy": "ELBSecurityPolicy-FS-1-2-Res-2020-10"}}}
}

test_allows_tls_1_3 if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06"}}}
}

test_allows_redirect if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"}]}]}}}
}

test_allows_udp if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb_listener", "attributes": {"protocol": "UDP"}}}
}

test_gateway_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb_listener", "attributes": {}}, "related": {"aws_alb": [{"attributes": {"load_balancer_type": "gateway"}}]}}
}
