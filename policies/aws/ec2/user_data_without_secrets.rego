# METADATA
# title: EC2 user data holds no secrets
# description: >-
#   Looks into `user_data` and `user_data_base64` of instances, launch templates and launch
#   configurations, decoded where it is Base64, for access keys, private keys and literal passwords.
#   User data can be read by everybody who may describe the instance and by every process on it, and
#   stands in the state file.
# custom:
#   severity: critical
#   category: secrets in configuration
#   unknown: pass
#   resources: [aws_instance, aws_launch_template, aws_launch_configuration]
#   params: {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}
#   remediation: |-
#     Take the secret out and revoke it: it has been in version control and in the state. Give the
#     instance a role (`iam_instance_profile`) and let it read from Secrets Manager or Parameter
#     Store when it starts.
#   aliases: [CKV_AWS_46, AVD-AWS-0029]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html"]
package provost.aws.ec2.user_data_without_secrets

import rego.v1

deny contains finding if {
	some attribute in ["user_data", "user_data_base64"]
	some text in texts(input.resource.attributes[attribute])
	some pattern in input.params.secret_patterns
	regex.match(pattern, text)
	finding := {"message": "user data holds a secret", "path": [attribute]}
}

# The text as it stands and, where it is Base64, what it says.
texts(raw) := array.concat([raw | is_string(raw)], [base64.decode(raw) | encoded(raw)])

encoded(raw) if {
	is_string(raw)
	regex.match(`^[A-Za-z0-9+/ \n]{16,}={0,2}[ \n]*$`, raw)
	base64.is_valid(raw)
}
