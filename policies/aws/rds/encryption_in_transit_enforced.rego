# METADATA
# title: RDS enforces encryption in transit
# description: >-
#   Looks at parameter groups: `rds.force_ssl` for PostgreSQL and SQL Server,
#   `require_secure_transport` for MySQL and MariaDB, `db2comm` for Db2. PostgreSQL 15 and later
#   force TLS by default; the others accept plaintext unless told otherwise.
# custom:
#   severity: high
#   category: encryption in transit
#   resources: [aws_db_parameter_group, aws_rds_cluster_parameter_group]
#   params: {}
#   remediation: |-
#     Add the parameter of the engine:
#
#       parameter {
#         name  = "require_secure_transport"
#         value = "1"
#       }
#   aliases: [CKV2_AWS_69]
#   references:
#     - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
package provost.aws.rds.encryption_in_transit_enforced

import rego.v1

applicable if wanted

wanted := {"name": "rds.force_ssl", "values": {"1"}} if regex.match(`^(aurora-)?postgres|sqlserver`, family)

wanted := {"name": "require_secure_transport", "values": {"1", "on", "true"}} if regex.match(`^(aurora-)?(mysql|mariadb)`, family)

wanted := {"name": "db2comm", "values": {"ssl"}} if regex.match(`^db2`, family)

family := lower(input.resource.attributes.family)

# PostgreSQL 15 forces TLS where nothing is said.
secure_by_default if {
	regex.match(`^(aurora-)?postgres(ql)?(1[5-9]|[2-9][0-9])`, family)
	not startswith(family, "aurora-postgresql15")
	not startswith(family, "aurora-postgresql16")
}

given := {lower(sprintf("%v", [parameter.value])) |
	some parameter in input.resource.attributes.parameter
	parameter.name == wanted.name
}

deny contains finding if {
	applicable
	count(given) == 0
	not secure_by_default
	finding := {"message": sprintf("%s is not set: plaintext connections are accepted", [wanted.name]), "path": ["parameter"]}
}

deny contains finding if {
	applicable
	count(given) > 0
	count(given - wanted.values) > 0
	finding := {"message": sprintf("%s does not enforce TLS", [wanted.name]), "path": ["parameter"]}
}
