package provost.lib.network_test

import rego.v1

import data.provost.lib.network

test_world if {
	network.is_world("0.0.0.0/0")
	network.is_world("::/0")
	network.is_world("0000:0000:0000:0000:0000:0000:0000:0000/0")
	not network.is_world("10.0.0.0/8")
	not network.is_world("192.168.0.0/10")
	not network.is_world(null)
}

found(entries) := [source | some entry in entries; some source in network.world(entry)]

test_inline_blocks if {
	entries := network.ingress({"type": "aws_security_group", "attributes": {"ingress": [
		{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]},
		{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], "ipv6_cidr_blocks": null},
	]}})
	[entry.path | some entry in entries] == [["ingress", 0], ["ingress", 1]]
	found(entries) == [{"cidr": "0.0.0.0/0", "path": ["ingress", 1, "cidr_blocks", 1]}]
}

test_rule_resource if {
	entries := network.ingress({"type": "aws_security_group_rule", "attributes": {"type": "ingress", "protocol": "tcp", "from_port": 1, "to_port": 2, "ipv6_cidr_blocks": ["::/0"]}})
	found(entries) == [{"cidr": "::/0", "path": ["ipv6_cidr_blocks", 0]}]
}

test_egress_rule_is_no_ingress if {
	rule := {"type": "aws_security_group_rule", "attributes": {"type": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}}
	not network.ingress(rule)
	count(found(network.egress(rule))) == 1
}

test_vpc_rules if {
	attributes := {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}
	found(network.ingress({"type": "aws_vpc_security_group_ingress_rule", "attributes": attributes})) == [{"cidr": "0.0.0.0/0", "path": ["cidr_ipv4"]}]
	found(network.egress({"type": "aws_vpc_security_group_egress_rule", "attributes": attributes})) == [{"cidr": "0.0.0.0/0", "path": ["cidr_ipv4"]}]
	not network.ingress({"type": "aws_vpc_security_group_egress_rule", "attributes": attributes})
}

test_egress_blocks if {
	entries := network.egress({"type": "aws_security_group", "attributes": {"egress": [{"protocol": -1, "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}})
	found(entries)[0].path == ["egress", 0, "cidr_blocks", 0]
	network.opens_all_ports(entries[0].rule)
}

test_no_rules if {
	not network.ingress({"type": "aws_security_group", "attributes": {}})
	network.ingress({"type": "aws_security_group", "attributes": {"ingress": null}}) == []
}

test_ports if {
	network.reaches_port({"protocol": "tcp", "from_port": 22, "to_port": 22}, 22)
	network.reaches_port({"protocol": "tcp", "from_port": "20", "to_port": "30"}, 22)
	network.reaches_port({"protocol": 6, "from_port": 0, "to_port": 65535}, 22)
	network.reaches_port({"protocol": "-1", "from_port": 0, "to_port": 0}, 22)
	network.reaches_port({"ip_protocol": "-1"}, 22)
	network.reaches_port({"protocol": "All", "from_port": -1, "to_port": -1}, 22)
	not network.reaches_port({"protocol": "udp", "from_port": 22, "to_port": 22}, 22)
	not network.reaches_port({"protocol": "tcp", "from_port": 222, "to_port": 222}, 22)
	not network.reaches_port({"protocol": "icmp", "from_port": -1, "to_port": -1}, 22)
}

test_all_ports if {
	network.opens_all_ports({"protocol": "udp", "from_port": 1, "to_port": 65535})
	not network.opens_all_ports({"protocol": "tcp", "from_port": 80, "to_port": 80})
	not network.opens_all_ports({"protocol": "tcp", "from_port": 1024, "to_port": 65535})
	not network.opens_all_ports({"protocol": "icmp", "from_port": -1, "to_port": -1})
}
