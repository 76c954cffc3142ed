# METADATA
# title: Load balancer listener requires TLS 1.2 or newer
# description: >-
#   Looks at `ssl_policy` of HTTPS and TLS listeners; plain HTTP that does not redirect to HTTPS is
#   at fault as well. The default policy `ELBSecurityPolicy-2016-08` and several newer ones, among
#   them `ELBSecurityPolicy-TLS13-1-0-2021-06`, still accept TLS 1.0 and 1.1, which have known
#   weaknesses.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_lb_listener, aws_alb_listener]
#   remediation: |-
#     Set `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`. It applies in place; clients older
#     than about 2013 are cut off, which the access logs tell beforehand.
#   aliases: [CKV_AWS_103, AVD-AWS-0047, CKV2_AWS_74]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"]
package provost.aws.elb.tls_1_2_required

import rego.v1

import data.provost.lib.values

# Listeners of gateway load balancers have no protocol.
applicable if not gateway

gateway if {
	some type in ["aws_lb", "aws_alb"]
	input.related[type][_].attributes.load_balancer_type == "gateway"
}

deny contains finding if {
	applicable
	input.resource.attributes.protocol in {"HTTPS", "TLS"}
	values.present(input.resource.attributes.ssl_policy)
	not modern
	finding := {
		"message": sprintf("the policy %s accepts TLS older than 1.2", [input.resource.attributes.ssl_policy]),
		"path": ["ssl_policy"],
	}
}

deny contains finding if {
	applicable
	input.resource.attributes.protocol in {"HTTPS", "TLS"}
	not values.present(input.resource.attributes.ssl_policy)
	finding := {"message": "the default policy accepts TLS older than 1.2", "path": ["ssl_policy"]}
}

deny contains finding if {
	applicable
	plain
	not redirected
	finding := {"message": "the listener serves plain HTTP", "path": ["protocol"]}
}

modern if {
	is_string(input.resource.attributes.ssl_policy)
	regex.match(`^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2)-`, input.resource.attributes.ssl_policy)
}

# An application load balancer listens to HTTP where nothing is said.
plain if input.resource.attributes.protocol == "HTTP"

plain if not values.present(input.resource.attributes.protocol)

redirected if {
	action := input.resource.attributes.default_action[_]
	action.type == "redirect"
	action.redirect[_].protocol == "HTTPS"
}
