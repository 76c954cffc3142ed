# METADATA
# title: Root user has no access key
# description: >-
#   Looks at `user` of an access key. A key of the root user can do everything in the account and
#   cannot be limited by a policy.
# custom:
#   severity: critical
#   category: authentication
#   resources: [aws_iam_access_key]
#   remediation: |-
#     Delete the key, and give the workload a role, or a user with the rights that it needs.
#   aliases: [CKV_AWS_348, AVD-AWS-0141]
#   references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"]
package provost.aws.iam.root_without_access_key

import rego.v1

deny contains finding if {
	input.resource.attributes.user == "root"
	finding := {"message": "the key belongs to the root user", "path": ["user"]}
}
