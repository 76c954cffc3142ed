package provost.lib.ecs_test

import rego.v1

import data.provost.lib.ecs

test_containers if {
	found := ecs.containers({"attributes": {"container_definitions": `[{"name": "api"}]`}})
	ecs.title(found[0]) == `container "api"`
}

test_nothing_given if ecs.containers({"attributes": {}}) == []
