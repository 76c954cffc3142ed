# Containers of ECS task definitions, which stand in JSON text.
package provost.lib.ecs

import rego.v1

# The containers of a task: a list, empty where the text is no list.
containers(resource) := [container | some container in json.unmarshal(resource.attributes.container_definitions)]

# How messages name a container.
title(container) := sprintf("container %q", [object.get(container, "name", "?")])
