package provost.docker.image.downloads_verified_by_tls_test

import rego.v1

import data.provost.docker.image.downloads_verified_by_tls as policy

test_denies_curl if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl -fsSLk https://a.example", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_wget if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "wget --no-check-certificate https://a.example", "flags": {}}]}}}
	messages == {"a step calls wget without verifying TLS"}
}

test_denies_pip if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "pip install --trusted-host pypi.example a", "flags": {}}]}}}
}

test_denies_npm if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "npm config set strict-ssl false", "flags": {}}]}}}
}

test_denies_git if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "git config --global http.sslVerify false", "flags": {}}]}}}
}

test_denies_yum if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "yum-config-manager --setopt=sslverify=false", "flags": {}}]}}}
}

test_denies_variable if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "export GIT_SSL_NO_VERIFY=true && git clone https://a.example", "flags": {}}]}}}
}

test_denies_env if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"env": {"NODE_TLS_REJECT_UNAUTHORIZED": "0"}, "args": {}, "instructions": []}}}
	paths == {["env", "NODE_TLS_REJECT_UNAUTHORIZED"]}
}

test_denies_trusted_hosts if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"env": {"PIP_TRUSTED_HOST": "pypi.example"}, "args": {}}}}
}

test_allows_others if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl -fsSL --retry 3 https://a.example/k && wget -q https://a.example && npm config set strict-ssl true", "flags": {}}]}}}
}

test_allows_on if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"env": {"NODE_TLS_REJECT_UNAUTHORIZED": "1"}, "args": {"A": null}}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
