package provost.docker.image.scripts_not_piped_to_shell_test

import rego.v1

import data.provost.docker.image.scripts_not_piped_to_shell as policy

test_denies_a_pipe if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl -fsSL https://example.org/i.sh | bash -", "flags": {}}]}}}
	paths == {["instructions", 0, "value"]}
}

test_denies_with_variables if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "wget -qO- https://x.example/i | VERSION=1 sudo -E sh", "flags": {}}]}}}
}

test_denies_a_substitution if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "sh -c \"$(curl -fsSL https://example.org/i.sh)\"", "flags": {}}]}}}
}

test_denies_an_interpreter if {
	count(policy.deny) == 1 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl -sSL https://install.example.org | python3 -", "flags": {}}]}}}
}

test_allows_a_file if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl -fsSLo /tmp/i.sh https://example.org/i.sh && sha256sum -c i && sh /tmp/i.sh", "flags": {}}]}}}
}

test_allows_other_pipes if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"instructions": [{"instruction": "RUN", "value": "curl -fsSL https://example.org/k.asc | gpg --dearmor -o /k.gpg", "flags": {}}]}}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {}}}
}
