# Security group rules in their three writings: blocks inside aws_security_group, one
# aws_security_group_rule, one aws_vpc_security_group_ingress_rule or _egress_rule.
package provost.lib.network

import rego.v1

import data.provost.lib.values

# Every address of IPv4 or of IPv6: a prefix of no bits, whatever stands before it.
is_world(cidr) if {
	is_string(cidr)
	endswith(trim_space(cidr), "/0")
}

# The ingress rules of a resource: a list of {"rule", "path"}, the path from its attributes. Ask
# first for the ports of a rule and then for its ranges: ranges are often variables, ports are not.
ingress(resource) := blocks(resource.attributes.ingress, "ingress") if resource.type == "aws_security_group"

ingress(resource) := [{"rule": resource.attributes, "path": []}] if {
	resource.type == "aws_security_group_rule"
	resource.attributes.type == "ingress"
}

ingress(resource) := [{"rule": resource.attributes, "path": []}] if {
	resource.type == "aws_vpc_security_group_ingress_rule"
}

# Its egress rules, in the same shape.
egress(resource) := blocks(resource.attributes.egress, "egress") if resource.type == "aws_security_group"

egress(resource) := [{"rule": resource.attributes, "path": []}] if {
	resource.type == "aws_security_group_rule"
	resource.attributes.type == "egress"
}

egress(resource) := [{"rule": resource.attributes, "path": []}] if {
	resource.type == "aws_vpc_security_group_egress_rule"
}

# The ranges of a rule that hold every address: a list of {"cidr", "path"}.
world(entry) := array.concat(
	[{"cidr": cidr, "path": array.concat(entry.path, [key, i])} |
		some key in ["cidr_blocks", "ipv6_cidr_blocks"]
		cidr := entry.rule[key][i]
		is_world(cidr)
	],
	[{"cidr": entry.rule[key], "path": array.concat(entry.path, [key])} |
		some key in ["cidr_ipv4", "cidr_ipv6"]
		is_world(entry.rule[key])
	],
)

# Whether a rule lets TCP through to a port.
reaches_port(rule, _) if {
	carries(rule, {"tcp", "6"})
	covers_all_ports(rule)
}

reaches_port(rule, port) if {
	carries(rule, {"tcp", "6"})
	values.number(rule.from_port) <= port
	values.number(rule.to_port) >= port
}

# Whether a rule is open on the whole range of TCP, UDP or every protocol.
opens_all_ports(rule) if {
	carries(rule, {"tcp", "6", "udp", "17"})
	covers_all_ports(rule)
}

# No ports, 0 to 0 and -1 to -1 are the usual writings of "every port".
covers_all_ports(rule) if {
	not values.present(rule.from_port)
	not values.present(rule.to_port)
}

covers_all_ports(rule) if {
	values.number(rule.from_port) in {0, -1}
	values.number(rule.to_port) == values.number(rule.from_port)
}

covers_all_ports(rule) if {
	values.number(rule.from_port) <= 1
	values.number(rule.to_port) >= 65535
}

carries(rule, protocols) if lower(sprintf("%v", [rule.protocol])) in (protocols | {"-1", "all"})

carries(rule, protocols) if lower(sprintf("%v", [rule.ip_protocol])) in (protocols | {"-1", "all"})

blocks(list, name) := [{"rule": rule, "path": [name, i]} | rule := list[i]]
