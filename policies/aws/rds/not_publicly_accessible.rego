# METADATA
# title: RDS instance is not publicly accessible
# description: >-
#   Looks at `publicly_accessible` of database instances and of the instances of a cluster. Where it
#   is on, the endpoint resolves to a public address and only security groups stand between the
#   database and the internet. The provider's default is off.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   remediation: |-
#     Remove `publicly_accessible` or set it to `false`, put the instance into private subnets
#     through `db_subnet_group_name`, and reach it from inside the VPC, over a VPN, or through a
#     bastion. The change is applied without a new instance; clients outside the VPC lose their
#     connection.
#   aliases: [CKV_AWS_17, AVD-AWS-0180]
#   references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"]
package provost.aws.rds.not_publicly_accessible

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.publicly_accessible)
	finding := {"message": "the database has a public endpoint", "path": ["publicly_accessible"]}
}
