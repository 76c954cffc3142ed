# What the rules of Kubernetes roles grant.
package provost.lib.rbac

import rego.v1

# The indexes of the rules of a Role or ClusterRole that grant one of `verbs` on one of `resources`
# in one of `groups`; a wildcard grants everything.
granting(attributes, groups, resources, verbs) := {index |
	some index, rule in attributes.rules
	names(object.get(rule, "apiGroups", []), groups)
	names(object.get(rule, "resources", []), resources)
	names(object.get(rule, "verbs", []), verbs)
}

names(list, wanted) if {
	some entry in list
	entry in wanted
}

names(list, wanted) if {
	some entry in list
	entry == "*"
}

# `*/exec` stands for that subresource of every resource.
names(list, wanted) if {
	some entry in list
	startswith(entry, "*/")
	some name in wanted
	endswith(name, trim_prefix(entry, "*"))
}
