# Dockerfile stages: what their RUN instructions do, command by command.
#
# A shell line is cut at its operators and line ends, not parsed; the patterns below therefore look
# at the first words of a command, past `sudo`, assignments and keywords.
package provost.lib.dockerfile

import rego.v1

# The instructions of one kind: a list of {"value", "flags", "path"}.
of(resource, keyword) := [{"value": entry.value, "flags": object.get(entry, "flags", {}), "path": ["instructions", i, "value"]} |
	some i, entry in resource.attributes.instructions
	entry.instruction == keyword
]

# The RUN instructions: a list of {"commands", "text", "path"}.
runs(resource) := [{"commands": commands(shell(entry.value)), "text": shell(entry.value), "path": entry.path} |
	some entry in of(resource, "RUN")
]

# What the shell is given: the list form is one command, or what stands after `sh -c`.
shell(value) := regex.replace(concat(" ", words), `^(/bin/|/usr/bin/)?(ba|da|a|z)?sh -[a-z]*c `, "") if words := exec(value)

shell(value) := value if not exec(value)

# The words of the list form, which is JSON.
exec(value) := words if {
	startswith(value, "[")
	json.is_valid(value)
	words := json.unmarshal(value)
	is_array(words)
	every word in words {
		is_string(word)
	}
}

# The commands of a shell line, their blanks made single, comments left out.
commands(text) := [command |
	some part in regex.split(`&&|[|][|]|[;|\n]`, text)
	command := trim(regex.replace(part, `[ \t\r]+`, " "), " (){}")
	command != ""
	not startswith(command, "#")
]

# What a pattern of a command starts with: keywords, assignments, `sudo`, a path.
lead := `^((if|then|do|else|time|exec|env|command|eatmydata|!|sudo( -[^ ]+)*|[A-Za-z_][A-Za-z0-9_]*=[^ ]*) )*([^ ]*/)?`

# Whether a command is one of a package manager (a pattern) with this subcommand (a pattern).
manages(command, manager, subcommand) if {
	regex.match(concat("", [lead, "(", manager, ")( -[oc] [^ ]+| -[^ ]+)* (", subcommand, ")( |$)"]), command)
}

# Whether a command runs this program (a pattern).
calls(command, program) if regex.match(concat("", [lead, "(", program, ")( |$)"]), command)

# Whether a command has this option (a pattern).
has_option(command, option) if regex.match(concat("", [" (", option, ")( |=|$)"]), command)

# The user of a stage with arguments and variables of the stage filled in.
user(attributes) := fill(attributes, split(trim(attributes.user, "\"' "), ":")[0])

fill(_, name) := name if not startswith(name, "$")

fill(attributes, name) := value if {
	key := trim(name, "${}")
	value := object.union(attributes.args, attributes.env)[key]
	is_string(value)
}
