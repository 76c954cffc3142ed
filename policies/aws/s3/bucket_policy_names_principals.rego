# METADATA
# title: S3 bucket policy does not allow any principal
# description: >-
#   Looks at bucket policies, as JSON or from an `aws_iam_policy_document`, for statements that
#   allow every principal (`*`) without a condition that holds them to an account, an organisation,
#   a network or a resource. Such a statement opens the bucket to the internet, unless a public
#   access block overrides it.
# custom:
#   severity: high
#   category: public exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   remediation: |-
#     Name the accounts, roles or services under `Principal`; or keep `*` and add a condition such
#     as `aws:PrincipalOrgID`, `aws:SourceVpce` or `aws:SourceArn`. A condition on TLS or on the
#     user agent narrows nothing. Serve public content through CloudFront with origin access
#     control.
#   aliases: [CKV_AWS_70]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html"]
package provost.aws.s3.bucket_policy_names_principals

import rego.v1

import data.provost.lib.iam

deny contains finding if {
	some statement in iam.statements(input.resource.attributes.policy)
	iam.allows(statement)
	iam.any_principal(statement)
	not iam.narrowed(statement)
	finding := {"message": "the bucket policy allows any principal", "path": ["policy"]}
}

# A policy that is written as a data source.
deny contains finding if {
	input.resource.type == "aws_s3_bucket_policy"
	block := input.related["data.aws_iam_policy_document"][_].attributes.statement[_]
	iam.block_allows(block)
	iam.block_any_principal(block)
	not iam.block_narrowed(block)
	finding := {"message": "the bucket policy allows any principal", "path": ["policy"]}
}
