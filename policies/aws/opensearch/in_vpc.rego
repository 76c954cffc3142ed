# METADATA
# title: OpenSearch domain is inside a VPC
# description: >-
#   Looks for `vpc_options` with subnets: without them the domain has a public endpoint that its
#   policy alone protects.
# custom:
#   severity: medium
#   category: public exposure
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   params: {}
#   remediation: |-
#     Add `vpc_options` with private subnets and a security group. The domain is replaced.
#   aliases: [CKV_AWS_137]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain
package provost.aws.opensearch.in_vpc

import rego.v1

deny contains finding if {
	not inside
	finding := {"message": "the domain has a public endpoint", "path": ["vpc_options"]}
}

inside if input.resource.attributes.vpc_options[_]
