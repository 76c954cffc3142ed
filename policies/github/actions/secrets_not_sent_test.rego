package provost.github.actions.secrets_not_sent_test

import rego.v1

import data.provost.github.actions.secrets_not_sent as policy
import data.provost.lib.fixtures

test_denies_curl if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.script("curl -H \"Authorization: ${{ secrets.TOKEN }}\" https://example.org")
	paths == {["jobs", "build", "steps", 0, "run"]}
}

test_denies_a_continued_line if {
	count(policy.deny) == 1 with input as fixtures.script("make\ncurl \\\n -d ${{ secrets.A }} https://example.org")
}

test_allows_curl if {
	count(policy.deny) == 0 with input as fixtures.script("curl https://example.org\necho ${{ secrets.A }} | docker login")
}

test_allows_the_environment if {
	count(policy.deny) == 0 with input as fixtures.script("curl -H @- https://example.org")
}
