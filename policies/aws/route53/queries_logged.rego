# METADATA
# title: Public hosted zone logs DNS queries
# description: >-
#   Looks for `aws_route53_query_log` of a public zone. Private zones (with a `vpc` block) are
#   logged by the resolver and not judged.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_route53_zone]
#   params: {}
#   remediation: |-
#     Add `aws_route53_query_log` with a log group in us-east-1.
#   aliases: [CKV2_AWS_39]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_query_log
package provost.aws.route53.queries_logged

import rego.v1

applicable if not input.resource.attributes.vpc

deny contains finding if {
	applicable
	not given
	finding := {"message": "queries of the zone are not logged", "path": []}
}

given if input.related.aws_route53_query_log
