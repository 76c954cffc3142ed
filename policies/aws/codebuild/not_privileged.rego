# METADATA
# title: CodeBuild does not run privileged
# description: >-
#   Looks at `privileged_mode` of the environment, off by default: the build then has the Docker
#   daemon and all devices of its host.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [aws_codebuild_project]
#   params: {}
#   remediation: |-
#     Remove `privileged_mode = true`; build images with a builder without a daemon.
#   aliases: [CKV_AWS_316]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codebuild_project
package provost.aws.codebuild.not_privileged

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.is_true(input.resource.attributes.environment[i].privileged_mode)
	finding := {"message": "builds run privileged", "path": ["environment", i, "privileged_mode"]}
}
