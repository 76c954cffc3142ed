# METADATA
# title: CodeBuild keeps logs
# description: >-
#   Looks at `logs_config`. CloudWatch logs are on where nothing is said; a project that
#   switches them off and keeps none in S3 leaves no trace of what it built.
# custom:
#   severity: low
#   category: logging and monitoring
#   resources: [aws_codebuild_project]
#   params: {}
#   remediation: |-
#     Remove `status = "DISABLED"`, or keep logs in a bucket.
#   aliases: [CKV_AWS_314]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codebuild_project
package provost.aws.codebuild.logged

import rego.v1

deny contains finding if {
	input.resource.attributes.logs_config[i].cloudwatch_logs[j].status == "DISABLED"
	not kept
	finding := {"message": "no logs are kept", "path": ["logs_config", i, "cloudwatch_logs", j, "status"]}
}

kept if input.resource.attributes.logs_config[_].s3_logs[_].status == "ENABLED"
