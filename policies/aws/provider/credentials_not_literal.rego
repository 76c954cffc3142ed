# METADATA
# title: AWS provider block holds no access keys
# description: >-
#   Looks for literal `access_key`, `secret_key` and `token` of the AWS provider. Everybody who
#   can read the repository may then act as that user, and the key stays in the history.
# custom:
#   severity: critical
#   category: secrets in configuration
#   unknown: pass
#   resources: [provider.aws]
#   params: {}
#   remediation: |-
#     Remove the keys and revoke them. Let the provider take credentials from the environment:
#     an assumed role, OIDC in pipelines, `aws sso login` at a desk.
#   aliases: [CKV_AWS_41]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
package provost.aws.provider.credentials_not_literal

import rego.v1

deny contains finding if {
	some attribute in ["access_key", "secret_key", "token"]
	value := input.resource.attributes[attribute]
	is_string(value)
	not placeholder(value)
	finding := {"message": sprintf("a literal %s stands in the provider block", [attribute]), "path": [attribute]}
}

# What stand-ins such as LocalStack are given.
placeholder(value) if lower(value) in {"", "test", "mock", "mock_access_key", "mock_secret_key", "fake", "foo", "bar", "dummy", "localstack", "anaccesskey", "asecretkey", "local"}
