# METADATA
# title: Instance metadata is one hop away at most
# description: >-
#   Looks at `http_put_response_hop_limit`, 1 by default. A larger limit lets containers on the
#   host, and whoever tunnels through them, fetch the credentials of the instance's role.
# custom:
#   severity: low
#   category: instance metadata protection
#   resources: [aws_launch_template, aws_launch_configuration, aws_instance]
#   params: {}
#   remediation: |-
#     Remove `http_put_response_hop_limit`, or set 1; pods take credentials from IRSA or Pod
#     Identity.
#   aliases: [CKV_AWS_341]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template
package provost.aws.ec2.metadata_hop_limit_one

import rego.v1

import data.provost.lib.values

deny contains finding if {
	values.number(input.resource.attributes.metadata_options[i].http_put_response_hop_limit) > 1
	finding := {"message": "metadata can be fetched from within containers", "path": ["metadata_options", i, "http_put_response_hop_limit"]}
}
