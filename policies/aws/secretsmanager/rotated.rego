# METADATA
# title: Secrets Manager secret rotates by itself
# description: >-
#   Looks for `aws_secretsmanager_secret_rotation` of a secret. A secret that is never changed
#   stays good for whoever got hold of it.
# custom:
#   severity: medium
#   category: key and secret lifetime
#   resources: [aws_secretsmanager_secret]
#   params: {}
#   remediation: |-
#     Add `aws_secretsmanager_secret_rotation` with a rotation function and `rotation_rules`.
#   aliases: [CKV2_AWS_57]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_rotation
package provost.aws.secretsmanager.rotated

import rego.v1

deny contains finding if {
	not given
	finding := {"message": "the secret is never rotated", "path": []}
}

given if input.related.aws_secretsmanager_secret_rotation
