package provost.lib.kubernetes_test

import rego.v1

import data.provost.lib.kubernetes

test_title_names_the_role if {
	kubernetes.title({"type": "init", "name": "migrate"}) == `init container "migrate"`
	kubernetes.title({"type": "container"}) == `container "?"`
}

test_cluster if {
	kubernetes.cluster({"format": "kubernetes", "type": "Pod"})
	kubernetes.cluster({"format": "terraform", "type": "kubernetes_pod"})
	not kubernetes.cluster({"format": "compose", "type": "compose-service"})
}

test_versions_of_the_standards if {
	kubernetes.since("latest", 35)
	kubernetes.since("v1.35", 35)
	kubernetes.since("1.4", 4)
	not kubernetes.since("1.4", 25)
	kubernetes.before("v1.18", 19)
	not kubernetes.before("soon", 19)
}

test_booleans if {
	kubernetes.is_true("true")
	kubernetes.is_false(false)
	not kubernetes.is_true(false)
	not kubernetes.is_false(null)
}

test_paths if {
	kubernetes.pod_path({"path": ["spec"]}, ["hostPID"]) == ["spec", "hostPID"]
	kubernetes.container_path({"path": ["spec", "containers", 0]}, ["image"]) == ["spec", "containers", 0, "image"]
}

test_flags if {
	server := {"spec": {"command": ["kube-apiserver", "--a=1", "--b", "2"], "args": ["--a=3"]}}
	kubernetes.flag(server, "a") == "3"
	kubernetes.flag(server, "b") == "2"
	not kubernetes.flag(server, "c")
	kubernetes.command_field(server) == "args"
	kubernetes.command_field({"spec": {"command": ["x", "--a"]}}) == "command"
}
