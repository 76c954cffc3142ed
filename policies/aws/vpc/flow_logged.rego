# METADATA
# title: VPC has flow logs
# description: >-
#   Looks for an `aws_flow_log` that refers to the VPC. Flow logs record who talked to whom; without
#   them neither a leak nor a scan can be traced. AWS writes none by itself.
# custom:
#   severity: medium
#   category: logging and monitoring
#   resources: [aws_vpc]
#   remediation: |-
#     Add an `aws_flow_log` with `vpc_id`, `traffic_type = "ALL"` (or `"REJECT"`), and a
#     `log_destination`: a CloudWatch log group with an `iam_role_arn`, or an S3 bucket.
#   aliases: [CKV2_AWS_11, AVD-AWS-0178]
#   references: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"]
package provost.aws.vpc.flow_logged

import rego.v1

deny contains finding if {
	not input.related.aws_flow_log
	finding := {"message": "no flow log records the traffic of the VPC", "path": []}
}
