# METADATA
# title: Passwords of data stores are not written in the configuration
# description: >-
#   Looks for literal passwords and tokens of ElastiCache, DocumentDB, Redshift, MQ, OpenSearch, DMS
#   and directories. Everybody who can read the repository knows them, and they stay in the history.
# custom:
#   severity: critical
#   category: secrets in configuration
#   unknown: pass
#   resources: [aws_elasticache_replication_group, aws_docdb_cluster, aws_redshift_cluster, aws_redshiftserverless_namespace, aws_mq_broker, aws_opensearch_domain, aws_elasticsearch_domain, aws_dms_endpoint, aws_directory_service_directory]
#   remediation: |-
#     Take the value out and change the password: it has been in version control and in the state.
#     Let the service keep it in Secrets Manager where it can, or hand it in through a variable
#     marked `sensitive` without a default.
#   aliases: []
#   references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html"]
package provost.aws.datastore.password_not_literal

import rego.v1

deny contains finding if {
	not generated
	some attribute in ["auth_token", "master_password", "admin_user_password", "password"]
	literal(input.resource.attributes[attribute])
	finding := {"message": "a literal password stands in the configuration", "path": [attribute]}
}

deny contains finding if {
	not generated
	literal(input.resource.attributes.user[i].password)
	finding := {"message": "a literal password stands in the configuration", "path": ["user", i, "password"]}
}

deny contains finding if {
	not generated
	literal(input.resource.attributes.advanced_security_options[i].master_user_options[j].master_user_password)
	finding := {
		"message": "a literal password stands in the configuration",
		"path": ["advanced_security_options", i, "master_user_options", j, "master_user_password"],
	}
}

# Text that is known without asking anybody: it is written here or in a variable's default.
literal(value) if {
	is_string(value)
	value != ""
}

# The value is made up when it is applied, or read from where secrets are kept.
generated if {
	some type in [
		"random_password",
		"random_string",
		"data.aws_secretsmanager_random_password",
		"data.aws_secretsmanager_secret_version",
		"data.aws_ssm_parameter",
	]
	input.related[type]
}
