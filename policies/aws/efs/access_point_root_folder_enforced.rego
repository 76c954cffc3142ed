# METADATA
# title: EFS access point enforces a root folder
# description: >-
#   Looks at `root_directory.path`, `/` by default: every client of the access point sees all
#   files of the file system.
# custom:
#   severity: low
#   category: least privilege
#   resources: [aws_efs_access_point]
#   params: {}
#   remediation: |-
#     Set `root_directory { path = "/app" }`.
#   aliases: [CKV_AWS_329]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_access_point
package provost.aws.efs.access_point_root_folder_enforced

import rego.v1

import data.provost.lib.values

deny contains finding if {
	not held
	finding := {"message": "clients see the whole file system", "path": ["root_directory", 0, "path"]}
}

held if {
	path := input.resource.attributes.root_directory[_].path
	values.present(path)
	path != "/"
}
