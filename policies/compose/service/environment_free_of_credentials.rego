# METADATA
# title: Service holds no literal credentials
# description: >-
#   A password or key that stands in a Compose file is known to everyone who can read the
#   repository and stays in its history. Judged are variables whose name promises a credential,
#   values in the form of one (cloud keys, tokens, private keys, connection strings with a
#   password), and passwords among the arguments of a build or a command. A variable of the
#   environment without a default is not a literal; its default is.
# custom:
#   severity: high
#   category: secrets in configuration
#   unknown: pass
#   resources: [compose-service]
#   params: {}
#   remediation: |-
#     Change the credential, then hand it in as a secret, or from the environment without a
#     default:
#
#       environment:
#         POSTGRES_PASSWORD_FILE: /run/secrets/db_password
#         API_KEY: ${API_KEY:?}
#       secrets: [db_password]
#   aliases: []
#   references:
#     - https://docs.docker.com/compose/how-tos/use-secrets/
package provost.compose.service.environment_free_of_credentials

import rego.v1

import data.provost.lib.compose
import data.provost.lib.secrets

deny contains finding if {
	some variable in compose.environment(input.resource)
	secrets.literal(variable.name, variable.value)
	finding := {"message": sprintf("a literal %s stands in %s", [what(variable), variable.name]), "path": variable.path}
}

deny contains finding if {
	some name, value in input.resource.attributes.build.args
	is_string(name)
	secrets.literal(name, value)
	finding := {"message": sprintf("a literal credential stands in the build argument %s", [name]), "path": ["build", "args", name]}
}

deny contains finding if {
	some index, argument in input.resource.attributes.build.args
	is_number(index)
	is_string(argument)
	parts := split(argument, "=")
	secrets.literal(parts[0], concat("=", array.slice(parts, 1, count(parts))))
	finding := {"message": sprintf("a literal credential stands in the build argument %s", [parts[0]]), "path": ["build", "args", index]}
}

deny contains finding if {
	some key in ["command", "entrypoint"]
	line := spoken_line(input.resource.attributes[key])
	spoken(line)
	finding := {"message": sprintf("a literal credential stands in the %s", [key]), "path": [key]}
}

spoken_line(value) := value if is_string(value)

spoken_line(value) := concat(" ", [word | some word in value; is_string(word)]) if is_array(value)

spoken(line) if secrets.credential_value(line)

spoken(line) if {
	some found in regex.find_n(`--?(requirepass|masterauth|password|passwd|secret-key|api-key|token)[ =]+["']?[^"' $]{3,}`, line, 1)
	value := regex.replace(found, `^[^ =]+[ =]+["']?`, "")
	not startswith(value, "-")
	not secrets.placeholder(value)
}

what(variable) := "database password" if database(variable)

what(variable) := "credential" if not database(variable)

database(variable) if {
	regex.match(`(postgres|pg|mysql|maria|mongo|mssql|sa|oracle|redis|db|database|sql)[a-z_]*(passw|pwd|_pass)`, lower(variable.name))
}

database(variable) if regex.match(`^(jdbc:)?(postgres|mysql|mariadb|mongodb|redis|sqlserver|mssql|oracle|amqp|clickhouse)[a-z0-9+.]*://`, lower(variable.value))
