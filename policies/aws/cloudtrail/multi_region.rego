# METADATA
# title: CloudTrail covers all regions
# description: >-
#   Looks at `is_multi_region_trail`. A trail of one region does not see what is done in the others,
#   where an intruder feels unwatched. The provider's default is one region.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_cloudtrail]
#   remediation: |-
#     Set `is_multi_region_trail = true`; it applies in place. Remove trails of single regions
#     afterwards.
#   aliases: [CKV_AWS_67, AVD-AWS-0014]
#   references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html"]
package provost.aws.cloudtrail.multi_region

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not values.is_true(input.resource.attributes.is_multi_region_trail)
	finding := {"message": "other regions are not recorded", "path": ["is_multi_region_trail"]}
}
