package provost.lib.dockerfile_test

import rego.v1

import data.provost.lib.dockerfile

test_of if {
	resource := {"attributes": {"instructions": [{"instruction": "FROM", "value": "a"}, {"instruction": "ADD", "value": "b c", "flags": {"chown": "1"}}]}}
	dockerfile.of(resource, "ADD") == [{"value": "b c", "flags": {"chown": "1"}, "path": ["instructions", 1, "value"]}]
}

test_runs if {
	resource := {"attributes": {"instructions": [{"instruction": "RUN", "value": "a && b"}]}}
	dockerfile.runs(resource) == [{"commands": ["a", "b"], "text": "a && b", "path": ["instructions", 0, "value"]}]
}

test_commands if {
	dockerfile.commands("set -e; apt-get  update \\ && (cd /x || true) | tee log\n# note\nls") == ["set -e", "apt-get update \\", "cd /x", "true", "tee log", "ls"]
}

test_list_form if {
	dockerfile.shell(`["apt-get", "update"]`) == "apt-get update"
	dockerfile.shell(`["/bin/bash", "-c", "apt-get update && ls"]`) == "apt-get update && ls"
	dockerfile.shell("[ -f /x ] && rm /x") == "[ -f /x ] && rm /x"
}

test_manages if {
	dockerfile.manages("apt-get -y install curl", "apt-get", "install")
	dockerfile.manages("DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 install curl", "apt-get", "install")
	dockerfile.manages("sudo -E /usr/bin/apt-get update", "apt-get", "update")
	not dockerfile.manages("echo apt-get install", "apt-get", "install")
	not dockerfile.manages("apt-get remove install", "apt-get", "install")
}

test_calls if {
	dockerfile.calls("sudo ls", "sudo")
	dockerfile.calls("then sudo", "sudo")
	not dockerfile.calls("apt-get install sudo", "sudo")
}

test_options if {
	dockerfile.has_option("curl -k https://x", "-k|--insecure")
	dockerfile.has_option("pip install --trusted-host=x", "--trusted-host")
	not dockerfile.has_option("curl -key", "-k")
}

test_user if {
	dockerfile.user({"user": "app:app", "args": {}, "env": {}}) == "app"
	dockerfile.user({"user": "${NAME}", "args": {"NAME": "root"}, "env": {}}) == "root"
	not dockerfile.user({"user": "$NAME", "args": {"NAME": null}, "env": {}})
}
