# METADATA
# title: Ports of databases are not published to every address
# description: >-
#   A port of `ports` without an address is bound on every address of the host, and Docker opens
#   it past the host's firewall: a database of a test set-up is then on the Internet. Other
#   services of the file reach a database without publishing it.
# custom:
#   severity: medium
#   category: public exposure
#   resources: [compose-service]
#   params:
#     database_ports: [1433, 1521, 2379, 3306, 5432, 5984, 6379, 7474, 7687, 8086, 8529, 9042, 9200, 9300, 11211, 26257, 27017, 27018, 27019, 28015]
#   remediation: |-
#     Remove the entry; where a tool on the host needs the port, bind it to the loopback
#     address:
#
#       ports:
#         - "127.0.0.1:5432:5432"
#   aliases: []
#   references:
#     - https://docs.docker.com/engine/network/port-publishing/
package provost.compose.service.database_ports_not_published

import rego.v1

import data.provost.lib.compose

deny contains finding if {
	some index, entry in input.resource.attributes.ports
	some port in input.params.database_ports
	compose.publishes(entry, port)
	finding := {
		"message": sprintf("port %v of a database is published on every address of the host", [port]),
		"path": ["ports", index],
	}
}
