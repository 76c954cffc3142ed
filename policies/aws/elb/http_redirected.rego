# METADATA
# title: Load balancer redirects HTTP to HTTPS
# description: >-
#   Looks at the HTTP listeners that refer to an application load balancer. Each must answer with a
#   redirect to HTTPS and nothing else. A load balancer without listeners, or with HTTPS listeners
#   alone, is fine; network and gateway load balancers know no HTTP.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_lb, aws_alb]
#   remediation: |-
#     Give the listener on port 80 a `default_action` of type `redirect` with `protocol = "HTTPS"`,
#     `port = "443"` and `status_code = "HTTP_301"`, and forward on the HTTPS listener.
#   aliases: [CKV2_AWS_20]
#   references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"]
package provost.aws.elb.http_redirected

import rego.v1

import data.provost.lib.values

applicable if not input.resource.attributes.load_balancer_type in {"network", "gateway"}

deny contains finding if {
	applicable
	some type in ["aws_lb_listener", "aws_alb_listener"]
	listener := input.related[type][_].attributes
	plain(listener)
	not redirected(listener)
	finding := {
		"message": "a listener forwards plain HTTP in place of redirecting to HTTPS",
		"path": [],
	}
}

# An application load balancer listens to HTTP where nothing is said.
plain(listener) if listener.protocol == "HTTP"

plain(listener) if not values.present(listener.protocol)

redirected(listener) if {
	action := listener.default_action[_]
	action.type == "redirect"
	action.redirect[_].protocol == "HTTPS"
}
