# Compose services in their own vocabulary: short and long forms, lists and maps.
package provost.lib.compose

import rego.v1

# The variables of a service: a list of {"name", "value", "path"}, written as a map or as a list.
# Without a value where the environment of the one who starts it decides. The view `workload` has
# them apart, in the order of the native attributes.
environment(resource) := [entry |
	some index, variable in resource.workload.containers[0].spec.env
	path := place(resource.attributes.environment, index, variable)
	entry := {"name": variable.name, "value": object.get(variable, "value", null), "path": path}
]

place(written, _, variable) := ["environment", variable.name] if is_object(written)

place(written, index, _) := ["environment", index] if is_array(written)

# Whether an entry of `volumes` mounts this path of the host, in its short or its long form.
mounts(volume, path) if {
	is_string(volume)
	some end in [":", "/:"]
	startswith(volume, concat("", [path, end]))
}

mounts(volume, path) if {
	is_object(volume)
	volume.source in {path, concat("", [path, "/"])}
}

# Whether it is mounted to be read only.
read_only(volume) if {
	is_string(volume)
	regex.match(`:([a-zA-Z]+,)*ro(,[a-zA-Z]+)*$`, volume)
}

read_only(volume) if volume.read_only == true

# Whether an entry of `ports` publishes this port of the container on every address of the host.
publishes(entry, port) if {
	not is_object(entry)
	text := sprintf("%v", [entry])
	not startswith(text, "127.")
	not startswith(text, "[::1]")
	regex.match(sprintf(`^((0[.]0[.]0[.]0|\[::\]|[*]):)?([0-9-]*:)?%v(-[0-9]+)?(/tcp)?$`, [port]), text)
}

publishes(entry, port) if {
	is_object(entry)
	to_number(entry.target) == port
	not local(entry)
}

local(entry) if {
	entry.host_ip
	not entry.host_ip in {"", "0.0.0.0", "::", "*"}
}

# The option of `security_opt` without its prefix: compose takes `name:value` and `name=value`.
option(text) := [lower(parts[0]), lower(concat("", array.slice(parts, 1, 2)))] if {
	is_string(text)
	parts := regex.split(`[:=]`, trim_space(text))
}
