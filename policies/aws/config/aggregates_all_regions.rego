# METADATA
# title: AWS Config covers all regions
# description: >-
#   Looks at `all_regions` of an aggregator's account or organisation source. Regions that are not
#   collected are where nobody looks. The provider's default is off.
# custom:
#   severity: high
#   category: logging and monitoring
#   resources: [aws_config_configuration_aggregator]
#   remediation: |-
#     Set `all_regions = true` in the source and drop `regions`. It applies in place.
#   aliases: [CKV_AWS_121, AVD-AWS-0019]
#   references: ["https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html"]
package provost.aws.config.aggregates_all_regions

import rego.v1

import data.provost.lib.values

deny contains finding if {
	some kind in ["account_aggregation_source", "organization_aggregation_source"]
	source := input.resource.attributes[kind][i]
	not values.is_true(source.all_regions)
	finding := {"message": "other regions are not collected", "path": [kind, i, "all_regions"]}
}
