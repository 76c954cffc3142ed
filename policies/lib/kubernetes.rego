# Vocabulary for policies over Kubernetes objects and the workload view.
package provost.lib.kubernetes

import rego.v1

# "container "web"", "init container "migrate"" …: how messages name a container.
title(container) := sprintf("%s %q", [role, name]) if {
	role := object.get(roles, object.get(container, "type", "container"), "container")
	name := object.get(container, "name", "?")
}

roles := {"init": "init container", "container": "container", "ephemeral": "ephemeral container"}

# Fields that only a Kubernetes API server understands are judged where one will read them: in
# manifests and in Terraform's kubernetes_* resources, not in Compose services or ECS tasks.
cluster(resource) if resource.format == "kubernetes"

cluster(resource) if startswith(resource.type, "kubernetes_")

windows(spec) if spec.os.name == "windows"

# Since 1.35 some controls are relaxed for pods in a user namespace of their own.
own_user_namespace(spec) if spec.hostUsers == false

# Whether a version of the Pod Security Standards ("1.25", "v1.25") is 1.minor or newer. What is no
# version counts as "latest".
since(version, minor) if not before(version, minor)

before(version, minor) if {
	parts := split(trim_prefix(version, "v"), ".")
	parts[0] == "1"
	to_number(parts[1]) < minor
}

# A boolean as written in YAML or as a string in Terraform.
is_true(value) if value == true

is_true(value) if value == "true"

is_false(value) if value == false

is_false(value) if value == "false"

# Job and CronJob pods run to completion: nothing probes or load-balances them.
runs_to_completion(kind) if kind in {"Job", "CronJob", "kubernetes_job", "kubernetes_job_v1", "kubernetes_cron_job", "kubernetes_cron_job_v1"}

# Where a field of the pod spec stands in the native attributes.
pod_path(workload, field) := array.concat(object.get(workload, "path", []), field)

# Where a field of a container stands in the native attributes.
container_path(container, field) := array.concat(object.get(container, "path", []), field)

# The command line of a container, one word an element.
words(container) := array.concat(object.get(container.spec, "command", []), object.get(container.spec, "args", []))

# The value of `--name=value` or `--name value` on the command line.
flag(container, name) := value if {
	prefix := sprintf("--%s=", [name])
	values := [trim_prefix(word, prefix) | some word in words(container); startswith(word, prefix)]
	value := values[count(values) - 1]
}

flag(container, name) := value if {
	line := words(container)
	every word in line {
		not startswith(word, sprintf("--%s=", [name]))
	}
	some index, word in line
	word == sprintf("--%s", [name])
	value := line[index + 1]
}

# Where the flags of a container stand.
command_field(container) := "args" if {
	some word in container.spec.args
	startswith(word, "--")
}

command_field(container) := "command" if {
	every word in object.get(container.spec, "args", []) {
		not startswith(word, "--")
	}
}
