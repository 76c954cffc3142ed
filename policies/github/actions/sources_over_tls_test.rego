package provost.github.actions.sources_over_tls_test

import rego.v1

import data.provost.github.actions.sources_over_tls as policy
import data.provost.lib.fixtures

test_denies_curl if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.script("curl -fsSL http://example.org/install.sh | sh")
	paths == {["jobs", "build", "steps", 0, "run"]}
}

test_denies_git if {
	count(policy.deny) == 1 with input as fixtures.script("make\ngit clone git://example.org/a.git")
}

test_allows_https if {
	count(policy.deny) == 0 with input as fixtures.script("curl https://example.org")
}

test_allows_the_runner if {
	count(policy.deny) == 0 with input as fixtures.script("curl http://localhost:8080/health\ncurl http://web:80/")
}

test_allows_text if {
	count(policy.deny) == 0 with input as fixtures.script("echo http://example.org")
}
