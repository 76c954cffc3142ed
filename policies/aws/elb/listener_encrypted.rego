# METADATA
# title: Load balancer listener uses HTTPS
# description: >-
#   Looks at `protocol` of a listener. Plain HTTP lets everybody on the way read and change
#   requests, sessions and passwords; it is fine only to redirect to HTTPS. HTTP is the provider's
#   default for an application load balancer; TCP and UDP listeners of network load balancers leave
#   encryption to the target and are not at fault.
# custom:
#   severity: critical
#   category: encryption in transit
#   resources: [aws_lb_listener, aws_alb_listener]
#   remediation: |-
#     Set `protocol = "HTTPS"` with a `certificate_arn` and an `ssl_policy`; keep a listener on port
#     80 only with a `default_action` of type `redirect` to HTTPS.
#   aliases: [CKV_AWS_2, AVD-AWS-0054]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html"]
package provost.aws.elb.listener_encrypted

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
	plain
	not redirected
	finding := {"message": "the listener serves plain HTTP", "path": ["protocol"]}
}

# An application load balancer listens to HTTP where nothing is said.
plain if input.resource.attributes.protocol == "HTTP"

plain if not values.present(input.resource.attributes.protocol)

redirected if {
	action := input.resource.attributes.default_action[_]
	action.type == "redirect"
	action.redirect[_].protocol == "HTTPS"
}
