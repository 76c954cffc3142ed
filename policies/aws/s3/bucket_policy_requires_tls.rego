# METADATA
# title: S3 bucket policy refuses requests without TLS
# description: >-
#   Looks for a statement of the bucket's policy that denies requests where
#   `aws:SecureTransport` is `false`. Without it S3 answers plain HTTP, where anybody on the way
#   reads objects and signed requests.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [aws_s3_bucket]
#   params: {}
#   remediation: |-
#     Add to the policy:
#
#       {
#         "Effect": "Deny", "Principal": "*", "Action": "s3:*",
#         "Resource": ["arn:aws:s3:::NAME", "arn:aws:s3:::NAME/*"],
#         "Condition": {"Bool": {"aws:SecureTransport": "false"}}
#       }
#   aliases: [CKV_AWS_379]
#   references:
#     - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
package provost.aws.s3.bucket_policy_requires_tls

import rego.v1

import data.provost.lib.iam
import data.provost.lib.values

deny contains finding if {
	not refused
	finding := {"message": "requests without TLS are answered", "path": ["policy"]}
}

refused if {
	some policy in policies
	some statement in iam.statements(policy)
	statement.Effect == "Deny"
	some operator in ["Bool", "BoolIfExists"]
	some key, wanted in statement.Condition[operator]
	lower(key) == "aws:securetransport"
	some value in values.as_list(wanted)
	values.is_false(value)
}

# TLS of a lowest version is TLS.
refused if {
	some policy in policies
	some statement in iam.statements(policy)
	statement.Effect == "Deny"
	statement.Condition[_]["s3:TlsVersion"]
}

policies := array.concat(
	[policy | policy := input.resource.attributes.policy],
	[policy | policy := input.related.aws_s3_bucket_policy[_].attributes.policy],
)
