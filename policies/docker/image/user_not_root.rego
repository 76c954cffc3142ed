# METADATA
# title: Last user of the image is not root
# description: >-
#   The last USER is the one that the container starts with. `root`, `0` and a variable that
#   says so by default are the same. Switching to root for a step is fine as long as another
#   USER follows.
# custom:
#   severity: medium
#   category: workload isolation and hardening
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Switch back after the step:
#
#       USER root
#       RUN apt-get update && apt-get install -y --no-install-recommends curl
#       USER 10001
#   aliases: [CKV_DOCKER_8, AVD-DS-0002, hadolint/DL3002]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.user_not_root

import rego.v1

import data.provost.lib.dockerfile

applicable if {
	input.resource.attributes.final
	input.resource.attributes.user
}

deny contains finding if {
	applicable
	dockerfile.user(input.resource.attributes) in {"root", "0"}
	finding := {"message": "the image runs as root", "path": ["user"]}
}
