# METADATA
# title: CodeBuild artifacts stay encrypted
# description: >-
#   Looks at `encryption_disabled` of the artifacts of a project. The provider's default encrypts
#   them. A project without artifacts has nothing to encrypt.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_codebuild_project]
#   remediation: |-
#     Remove `encryption_disabled` or set it to `false`. It applies in place, to new builds.
#   aliases: [CKV_AWS_78, AVD-AWS-0018]
#   references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html"]
package provost.aws.codebuild.artifacts_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	some kind in ["artifacts", "secondary_artifacts"]
	artifact := input.resource.attributes[kind][i]
	values.is_true(artifact.encryption_disabled)
	not artifact.type == "NO_ARTIFACTS"
	finding := {"message": "artifacts are written unencrypted", "path": [kind, i, "encryption_disabled"]}
}
