# METADATA
# title: ECR tags are immutable
# description: >-
#   Looks at `image_tag_mutability`. A tag that can be moved lets another image run under the name
#   that was tested. The provider's default is `MUTABLE`.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [aws_ecr_repository]
#   remediation: |-
#     Set `image_tag_mutability = "IMMUTABLE"` and give every build a tag of its own; a pipeline
#     that pushes `latest` again and again will fail.
#   aliases: [CKV_AWS_51, AVD-AWS-0031]
#   references: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"]
package provost.aws.ecr.tags_immutable

import rego.v1

deny contains finding if {
	not input.resource.attributes.image_tag_mutability in {"IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"}
	finding := {"message": "image tags can be overwritten", "path": ["image_tag_mutability"]}
}
