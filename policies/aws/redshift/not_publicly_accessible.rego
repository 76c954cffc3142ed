# METADATA
# title: Redshift cluster is not public
# description: >-
#   Looks at `publicly_accessible`. Where it is on, the endpoint has a public address and only
#   security groups stand between the warehouse and the internet. The current provider's default is
#   off; before version 6 it was on, so better say `false`.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_redshift_cluster]
#   remediation: |-
#     Set `publicly_accessible = false`; it applies in place. Reach the cluster from inside the VPC.
#   aliases: [CKV_AWS_87]
#   references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html"]
package provost.aws.redshift.not_publicly_accessible

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.publicly_accessible)
	finding := {"message": "the cluster has a public endpoint", "path": ["publicly_accessible"]}
}
