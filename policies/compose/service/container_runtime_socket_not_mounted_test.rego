package provost.compose.service.container_runtime_socket_not_mounted_test

import rego.v1

import data.provost.compose.service.container_runtime_socket_not_mounted as policy

test_denies_the_socket if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"volumes": ["a:/b", "/var/run/docker.sock:/var/run/docker.sock:ro"]}}, "params": {"sockets": ["/run/docker.sock"], "allowed_images": []}}
	paths == {["volumes", 1]}
}

test_denies_the_long_form if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"volumes": [{"type": "bind", "source": "/run/docker.sock", "target": "/x"}]}}, "params": {"sockets": ["/run/docker.sock"], "allowed_images": []}}
	messages == {"service mounts /run/docker.sock of the host"}
}

test_allows_an_image_of_trust if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"image": "a/proxy:1", "volumes": ["/run/docker.sock:/run/docker.sock"]}}, "params": {"sockets": ["/run/docker.sock"], "allowed_images": ["a/proxy"]}}
}

test_allows_other_files if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"volumes": ["./data:/data"]}}, "params": {"sockets": ["/run/docker.sock"], "allowed_images": []}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}, "params": {"sockets": ["/run/docker.sock"], "allowed_images": []}}
}
