# METADATA
# title: Redshift cluster lies in a VPC
# description: >-
#   Looks at `cluster_subnet_group_name`. Without a subnet group the cluster is not placed in the
#   subnets that were made for it.
# custom:
#   severity: high
#   category: network segmentation
#   resources: [aws_redshift_cluster]
#   remediation: |-
#     Set `cluster_subnet_group_name` to a group of private subnets. The cluster is replaced.
#   aliases: [CKV_AWS_154, AVD-AWS-0127]
#   references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html"]
package provost.aws.redshift.in_vpc

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.present(input.resource.attributes.cluster_subnet_group_name)
	finding := {"message": "no subnet group places the cluster in a VPC", "path": ["cluster_subnet_group_name"]}
}
