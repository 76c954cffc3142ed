# METADATA
# title: RDS uses a current CA certificate
# description: >-
#   Looks at `ca_cert_identifier`. The authorities of 2015 and 2019 have expired: clients that
#   verify fail, so verification gets switched off. Without the attribute AWS takes the default
#   of the region, which is current.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   params:
#     expired: [rds-ca-2015, rds-ca-2019]
#   remediation: |-
#     Set `ca_cert_identifier = "rds-ca-rsa2048-g1"`, or drop the attribute, after clients
#     have the new bundle.
#   aliases: [CKV_AWS_211]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
package provost.aws.rds.ca_certificate_current

import rego.v1

deny contains finding if {
	input.resource.attributes.ca_cert_identifier in input.params.expired
	finding := {"message": sprintf("the authority %s has expired", [input.resource.attributes.ca_cert_identifier]), "path": ["ca_cert_identifier"]}
}
