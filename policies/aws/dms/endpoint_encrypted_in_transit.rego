# METADATA
# title: DMS endpoint uses SSL
# description: >-
#   Looks at `ssl_mode` of endpoints, `none` by default. Endpoints of Kinesis, S3, DynamoDB,
#   OpenSearch and Azure speak TLS by themselves and are not judged.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_dms_endpoint]
#   params: {}
#   remediation: |-
#     Set `ssl_mode = "require"`, better `verify-full` with `certificate_arn`.
#   aliases: [CKV2_AWS_49]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dms_endpoint
package provost.aws.dms.endpoint_encrypted_in_transit

import rego.v1

applicable if input.resource.attributes.engine_name in {"aurora", "aurora-postgresql", "babelfish", "db2", "db2-zos", "docdb", "mariadb", "mongodb", "mysql", "oracle", "postgres", "redshift", "sqlserver", "sybase"}

deny contains finding if {
	applicable
	not fine
	finding := {"message": "the endpoint speaks plaintext", "path": ["ssl_mode"]}
}

fine if input.resource.attributes.ssl_mode in {"require", "verify-ca", "verify-full"}
