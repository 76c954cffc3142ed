package provost.lib.fixtures_test

import rego.v1

import data.provost.lib.fixtures

test_pod_view if {
	workload := fixtures.pod({"initContainers": [{"name": "a"}], "containers": [{"name": "b", "image": "nginx:1"}]}).resource.workload
	[[entry.type, entry.path] | some entry in workload.containers] == [["init", ["spec", "initContainers", 0]], ["container", ["spec", "containers", 0]]]
}

test_images if {
	fixtures.image_ref("nginx") == {"registry": "docker.io", "repository": "nginx", "tag": "", "digest": ""}
	fixtures.image_ref("r.example:5000/a/b:1@sha256:0") == {"registry": "r.example:5000", "repository": "a/b", "tag": "1", "digest": "sha256:0"}
}

test_uses if {
	found := fixtures.uses("a/b/c/d@v1")
	[found.owner, found.repo, found.path, found.ref, found.pinned] == ["a", "b", "c/d", "v1", false]
}

test_step_view if {
	resource := fixtures.script("make").resource
	resource.pipeline.jobs[0].steps[0].run == "make"
	resource.type == "workflow"
}
