package provost.compose.service.sensitive_host_folders_not_mounted_test

import rego.v1

import data.provost.compose.service.sensitive_host_folders_not_mounted as policy

test_denies_etc if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"volumes": ["/etc/:/host/etc:ro"]}}, "params": {"folders": ["/etc"], "read_only_folders": []}}
	messages == {"service mounts /etc of the host"}
}

test_denies_writable_proc if {
	paths := {finding.path | some finding in policy.deny} with input as {"resource": {"type": "compose-service", "attributes": {"volumes": ["/proc:/host/proc"]}}, "params": {"folders": ["/proc"], "read_only_folders": ["/proc"]}}
	paths == {["volumes", 0]}
}

test_allows_proc_read_only if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"volumes": ["/proc:/host/proc:ro", {"source": "/proc", "target": "/p", "read_only": true}]}}, "params": {"folders": ["/proc"], "read_only_folders": ["/proc"]}}
}

test_allows_a_file_within if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {"volumes": ["/etc/localtime:/etc/localtime:ro"]}}, "params": {"folders": ["/etc"], "read_only_folders": []}}
}

test_allows_when_absent if {
	count(policy.deny) == 0 with input as {"resource": {"type": "compose-service", "attributes": {}}, "params": {"folders": ["/etc"], "read_only_folders": []}}
}
