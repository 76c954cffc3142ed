package provost.lib.compose_test

import rego.v1

import data.provost.lib.compose

test_environment_of_a_map if {
	resource := {
		"attributes": {"environment": {"A": "b"}},
		"workload": {"containers": [{"spec": {"env": [{"name": "A", "value": "b"}]}}]},
	}
	compose.environment(resource) == [{"name": "A", "value": "b", "path": ["environment", "A"]}]
}

test_environment_of_a_list if {
	resource := {
		"attributes": {"environment": ["A=b", "C"]},
		"workload": {"containers": [{"spec": {"env": [{"name": "A", "value": "b"}, {"name": "C"}]}}]},
	}
	compose.environment(resource) == [
		{"name": "A", "value": "b", "path": ["environment", 0]},
		{"name": "C", "value": null, "path": ["environment", 1]},
	]
}

test_published_ports if {
	compose.publishes(5432, 5432)
	compose.publishes("15432:5432/tcp", 5432)
	compose.publishes("0.0.0.0:5432:5432", 5432)
	compose.publishes({"target": "5432"}, 5432)
	not compose.publishes("127.0.0.1:5432:5432", 5432)
	not compose.publishes("5432:80", 5432)
	not compose.publishes({"target": 5432, "host_ip": "127.0.0.1"}, 5432)
}

test_mounts if {
	compose.mounts("/etc/:/x", "/etc")
	compose.mounts("/:/host", "/")
	compose.mounts({"source": "/etc", "target": "/x"}, "/etc")
	not compose.mounts("/etc/localtime:/x", "/etc")
	not compose.mounts("data:/etc", "/etc")
}

test_read_only if {
	compose.read_only("/a:/b:ro")
	compose.read_only("/a:/b:z,ro")
	compose.read_only({"source": "/a", "read_only": true})
	not compose.read_only("/a:/b")
}

test_options if {
	compose.option("no-new-privileges") == ["no-new-privileges", ""]
	compose.option("no-new-privileges:true") == ["no-new-privileges", "true"]
	compose.option("seccomp=unconfined") == ["seccomp", "unconfined"]
}
