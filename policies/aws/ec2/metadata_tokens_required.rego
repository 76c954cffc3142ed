# METADATA
# title: EC2 instance requires IMDSv2 tokens
# description: >-
#   Looks at `metadata_options.http_tokens` of instances, launch templates and launch
#   configurations. With `optional`, the provider's default, a web application that can be made to
#   fetch a URL hands out the credentials of the instance's role; with `required` it takes a token
#   that such requests cannot get. A metadata endpoint that is switched off is fine too, and an
#   instance that says nothing and starts from a launch template is judged at the template.
# custom:
#   severity: high
#   category: instance metadata protection
#   resources: [aws_instance, aws_launch_template, aws_launch_configuration]
#   remediation: |-
#     Add `metadata_options` with `http_tokens = "required"` (and `http_put_response_hop_limit = 2`
#     where containers need the service). It applies to a running instance; make sure that its
#     agents and SDKs speak version 2, which those of the last years do.
#   aliases: [CKV_AWS_79, AVD-AWS-0028]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"]
package provost.aws.ec2.metadata_tokens_required

import rego.v1

applicable if not inherited

deny contains finding if {
	applicable
	not protected
	finding := {
		"message": "instance metadata is served without a token (IMDSv1)",
		"path": ["metadata_options", 0, "http_tokens"],
	}
}

protected if input.resource.attributes.metadata_options[_].http_tokens == "required"

protected if input.resource.attributes.metadata_options[_].http_endpoint == "disabled"

# The options come from a launch template of this configuration.
inherited if {
	input.resource.type == "aws_instance"
	input.resource.attributes.launch_template[_]
	input.related.aws_launch_template
	not input.resource.attributes.metadata_options
}
