package provost.github.actions.release_caches_absent_test

import rego.v1

import data.provost.github.actions.release_caches_absent as policy
import data.provost.lib.fixtures

test_denies_a_cache_on_release if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.workflow({"triggers": [{"event": "release", "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/cache@v4")})]})]})
	paths == {["jobs", "build", "steps", 0, "uses"]}
}

test_denies_on_tags if {
	count(policy.deny) == 1 with input as fixtures.workflow({"triggers": [{"event": "push", "filters": {"tags": ["v*"]}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/setup-node@v4"), "with": {"cache": "npm"}})]})]})
}

test_denies_beside_a_publisher if {
	{finding.message | some finding in policy.deny} == {"Swatinem/rust-cache@v2 restores a cache in a job that releases"} with input as fixtures.job({"steps": [fixtures.step_of(0, {"uses": fixtures.uses("Swatinem/rust-cache@v2")}), fixtures.step_of(1, {"uses": fixtures.uses("softprops/action-gh-release@v2")})]})
}

test_denies_a_default if {
	count(policy.deny) == 1 with input as fixtures.job({"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/setup-go@v5")}), fixtures.step_of(1, {"uses": fixtures.uses("docker/build-push-action@v6"), "with": {"push": true}})]})
}

test_allows_what_is_off if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "release", "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/setup-go@v5"), "with": {"cache": false}}), fixtures.step_of(1, {"uses": fixtures.uses("actions/cache@v4"), "with": {"lookup-only": true}}), fixtures.step_of(2, {"uses": fixtures.uses("actions/setup-node@v4")})]})]})
}

test_allows_a_workflow_without_caches if {
	count(policy.deny) == 0 with input as fixtures.workflow({"attributes": {"cache-mode": "none"}, "triggers": [{"event": "release", "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("actions/cache@v4")})]})]})
}

test_allows_what_is_absent_on_tags if {
	count(policy.deny) == 0 with input as fixtures.workflow({"triggers": [{"event": "push", "filters": {"tags": ["*"]}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("PyO3/maturin-action@v1"), "with": {"sccache": "${{ !startsWith(github.ref, 'refs/tags/') }}"}}), fixtures.step_of(1, {"uses": fixtures.uses("astral-sh/setup-uv@v10.0.0")}), fixtures.step_of(2, {"uses": fixtures.uses("astral-sh/setup-uv@v6"), "with": {"enable-cache": "auto"}})]})]})
}

test_denies_setup_uv if {
	count(policy.deny) == 2 with input as fixtures.workflow({"triggers": [{"event": "release", "filters": {}}], "jobs": [fixtures.job_of("build", {"steps": [fixtures.step_of(0, {"uses": fixtures.uses("astral-sh/setup-uv@v6")}), fixtures.step_of(1, {"uses": fixtures.uses("astral-sh/setup-uv@v10"), "with": {"enable-cache": true}})]})]})
}

test_allows_caches_elsewhere if {
	count(policy.deny) == 0 with input as fixtures.step({"uses": fixtures.uses("actions/cache@v4")})
}
