# METADATA
# title: ECR scans images on push
# description: >-
#   Looks for `image_scanning_configuration` with `scan_on_push`. A scan on push tells of known
#   vulnerabilities before an image is deployed. The provider's default is off.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [aws_ecr_repository]
#   remediation: |-
#     Add `image_scanning_configuration { scan_on_push = true }`. It applies in place; a scanning
#     configuration of the whole registry (`aws_ecr_registry_scanning_configuration`) takes
#     precedence over it.
#   aliases: [CKV_AWS_163, AVD-AWS-0030]
#   references: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"]
package provost.aws.ecr.images_scanned

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not enabled
	finding := {"message": "images are not scanned when they are pushed", "path": ["image_scanning_configuration", 0, "scan_on_push"]}
}

enabled if values.is_true(input.resource.attributes.image_scanning_configuration[_].scan_on_push)
