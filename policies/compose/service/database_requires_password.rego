# METADATA
# title: Database of a service asks for a password
# description: >-
#   The official database images can be told to take anybody: `POSTGRES_HOST_AUTH_METHOD=trust`,
#   `MYSQL_ALLOW_EMPTY_PASSWORD`, `ALLOW_ANONYMOUS_LOGIN`, `xpack.security.enabled=false`.
#   Whoever reaches the port is then administrator.
# custom:
#   severity: high
#   category: authentication
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Remove the variable and give a password as a secret:
#
#       environment:
#         POSTGRES_PASSWORD_FILE: /run/secrets/db_password
#       secrets: [db_password]
#   aliases: []
#   references:
#     - https://hub.docker.com/_/postgres
package provost.compose.service.database_requires_password

import rego.v1

import data.provost.lib.compose

deny contains finding if {
	some variable in compose.environment(input.resource)
	open(variable)
	finding := {"message": sprintf("%s lets everybody in", [variable.name]), "path": variable.path}
}

open(variable) if {
	variable.name == "POSTGRES_HOST_AUTH_METHOD"
	lower(variable.value) == "trust"
}

open(variable) if {
	variable.name in {
		"ALLOW_ANONYMOUS_LOGIN", "ALLOW_EMPTY_PASSWORD", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
		"MARIADB_ALLOW_EMPTY_PASSWORD", "MYSQL_ALLOW_EMPTY_PASSWORD",
	}
	not lower(sprintf("%v", [variable.value])) in {"", "0", "no", "false", "off"}
}

open(variable) if {
	variable.name in {"xpack.security.enabled", "plugins.security.disabled", "DISABLE_SECURITY_PLUGIN"}
	lower(sprintf("%v", [variable.value])) == off[variable.name]
}

# What switches the security of a search engine off.
off := {"xpack.security.enabled": "false", "plugins.security.disabled": "true", "DISABLE_SECURITY_PLUGIN": "true"}
