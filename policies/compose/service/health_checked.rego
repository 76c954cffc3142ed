# METADATA
# title: Service has a health check
# description: >-
#   Without a health check a service that hangs counts as running: nothing restarts it, and
#   `depends_on` with `service_healthy` cannot wait for it. Not judged where the service builds
#   its image from a Dockerfile, whose HEALTHCHECK may say it, unless the check is switched off
#   here.
# custom:
#   severity: low
#   category: availability
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Check what the service is for, not only that it listens:
#
#       healthcheck:
#         test: ["CMD", "pg_isready", "-U", "app"]
#         interval: 10s
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/#healthcheck
package provost.compose.service.health_checked

import rego.v1

import data.provost.lib.values

applicable if input.resource.attributes.healthcheck

applicable if not input.resource.attributes.build

deny contains finding if {
	applicable
	not input.resource.attributes.healthcheck
	finding := {"message": "service has no health check", "path": ["healthcheck"]}
}

deny contains finding if {
	values.is_true(input.resource.attributes.healthcheck.disable)
	finding := {"message": "health check is switched off", "path": ["healthcheck", "disable"]}
}

deny contains finding if {
	values.as_list(input.resource.attributes.healthcheck.test)[0] == "NONE"
	finding := {"message": "health check is switched off", "path": ["healthcheck", "test"]}
}
