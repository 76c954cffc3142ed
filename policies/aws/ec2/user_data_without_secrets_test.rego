package provost.aws.ec2.user_data_without_secrets_test

import rego.v1

import data.provost.aws.ec2.user_data_without_secrets as policy

test_denies_access_key if {
	policy.deny == {{"message": "user data holds a secret", "path": ["user_data"]}} with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n"}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_denies_secret_key if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_denies_base64 if {
	policy.deny == {{"message": "user data holds a secret", "path": ["user_data_base64"]}} with input as {"resource": {"type": "aws_instance", "attributes": {"user_data_base64": "ZXhwb3J0IEFXU19BQ0NFU1NfS0VZX0lEPUFLSUFJT1NGT0ROTjdFWEFNUExFCg=="}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_denies_base64_in_template if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_launch_template", "attributes": {"user_data": "ZXhwb3J0IEFXU19BQ0NFU1NfS0VZX0lEPUFLSUFJT1NGT0ROTjdFWEFNUExFCg=="}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_denies_password if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": "#!/bin/sh\nexport DB_PASSWORD=\"hunter2hunter2\"\n"}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_denies_private_key if {
	count(policy.deny) == 1 with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": "-----BEGIN RSA PRIVATE KEY-----\nMII"}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_allows_names_only if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": "export AWS_ACCESS_KEY_ID\nexport AWS_ACCESS_KEY_ID=FOO\nexport AWS_SECRET_ACCESS_KEY=bar\n"}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_allows_a_password_from_elsewhere if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": "DB_PASSWORD=$(aws ssm get-parameter --name db)\nPASSWORD=${db}\n"}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_allows_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}

test_allows_null if {
	count(policy.deny) == 0 with input as {"resource": {"type": "aws_instance", "attributes": {"user_data": null}}, "params": {"secret_patterns": ["(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}([^A-Z0-9]|$)", "[Ss][Ee][Cc][Rr][Ee][Tt]_?([Aa][Cc][Cc][Ee][Ss][Ss]_?)?[Kk][Ee][Yy][\\\"']?[ ]*[=:][ ]*[\\\"']?[A-Za-z0-9/+]{40}([^A-Za-z0-9/+]|$)", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "(PASSWORD|PASSWD|password|passwd)=[\\\"']?[^ \\n\\\"'$<{`]{8,}"]}}
}
