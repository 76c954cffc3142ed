package provost.github.actions.images_pinned_test

import rego.v1

import data.provost.github.actions.images_pinned as policy
import data.provost.lib.fixtures

test_denies_a_container if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.job({"container": {"image": "node:22", "image_ref": fixtures.image_ref("node:22"), "path": ["jobs", "build", "container"]}})
	paths == {["jobs", "build", "container"]}
}

test_denies_a_service if {
	{finding.message | some finding in policy.deny} == {"image postgres of service db is not pinned by digest"} with input as fixtures.job({"services": [{"name": "db", "image": "postgres", "image_ref": fixtures.image_ref("postgres"), "path": ["jobs", "build", "services", "db"], "at": ["jobs", "build", "services", "db", "image"]}]})
}

test_denies_a_step if {
	count(policy.deny) == 1 with input as fixtures.step({"uses": {"raw": "docker://alpine:3", "kind": "docker", "pinned": false, "at": ["x"]}})
}

test_allows_a_digest if {
	count(policy.deny) == 0 with input as fixtures.job({"container": {"image": "node@sha256:ab", "image_ref": fixtures.image_ref("node@sha256:ab"), "path": []}})
}

test_allows_an_expression if {
	count(policy.deny) == 0 with input as fixtures.job({"container": {"image": "${{ matrix.image }}", "image_ref": fixtures.image_ref("${{ matrix.image }}"), "path": []}})
}

test_denies_an_image_of_the_matrix if {
	{finding.message | some finding in policy.deny} == {"the matrix sets image node:20, which is not pinned by digest"} with input as fixtures.job({"strategy": {"matrix": {"image": ["node@sha256:ab", "node:20"]}}, "container": {"image": "${{ matrix.image }}", "image_ref": fixtures.image_ref("x"), "path": ["jobs", "build", "container"]}})
}

test_allows_none if {
	count(policy.deny) == 0 with input as fixtures.script("make")
}
