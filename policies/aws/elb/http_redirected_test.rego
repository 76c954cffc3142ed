package provost.aws.elb.http_redirected_test

import rego.v1

import data.provost.aws.elb.http_redirected as policy

test_denies_forward if {
	policy.deny == {{"message": "a listener forwards plain HTTP in place of redirecting to HTTPS", "path": []}} with input as {"resource": {"type": "aws_lb", "attributes": {}}, "related": {"aws_lb_listener": [{"type": "aws_lb_listener", "attributes": {"protocol": "HTTP", "port": 80, "default_action": [{"type": "forward"}]}}]}}
}

test_denies_default_protocol if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_lb", "attributes": {}}, "related": {"aws_alb_listener": [{"type": "aws_alb_listener", "attributes": {"port": 80, "default_action": [{"type": "forward"}]}}]}}
}

test_allows_redirect if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {}}, "related": {"aws_lb_listener": [{"type": "aws_lb_listener", "attributes": {"protocol": "HTTP", "port": "80", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"}]}]}}]}}
}

test_allows_https if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {}}, "related": {"aws_lb_listener": [{"type": "aws_lb_listener", "attributes": {"protocol": "HTTPS", "default_action": [{"type": "forward"}]}}]}}
}

test_allows_no_listener if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_lb", "attributes": {}}}
}

test_network_is_not_judged if {
	not policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "network"}}}
}

test_application_is_judged if {
	policy.applicable with input as {"resource": {"type": "aws_lb", "attributes": {"load_balancer_type": "application"}}}
}
