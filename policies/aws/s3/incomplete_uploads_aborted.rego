# METADATA
# title: S3 lifecycle aborts incomplete uploads
# description: >-
#   Looks for an enabled rule for the whole bucket with `abort_incomplete_multipart_upload`.
#   Parts of uploads that were never finished are stored and paid for, unseen by a listing.
# custom:
#   severity: low
#   category: retention of records
#   resources: [aws_s3_bucket_lifecycle_configuration]
#   params: {}
#   remediation: |-
#     Add a rule:
#
#       rule {
#         id     = "abort-uploads"
#         status = "Enabled"
#         filter {}
#         abort_incomplete_multipart_upload {
#           days_after_initiation = 7
#         }
#       }
#   aliases: [CKV_AWS_300]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_lifecycle_configuration
package provost.aws.s3.incomplete_uploads_aborted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not aborted
	finding := {"message": "incomplete uploads are kept for good", "path": ["rule"]}
}

aborted if {
	some rule in input.resource.attributes.rule
	rule.status == "Enabled"
	values.number(rule.abort_incomplete_multipart_upload[_].days_after_initiation) > 0
	not narrowed(rule)
}

narrowed(rule) if values.present(rule.prefix)

narrowed(rule) if values.present(rule.filter[_].prefix)

narrowed(rule) if rule.filter[_].tag

narrowed(rule) if rule.filter[_]["and"]
