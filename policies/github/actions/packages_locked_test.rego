package provost.github.actions.packages_locked_test

import rego.v1

import data.provost.github.actions.packages_locked as policy
import data.provost.lib.fixtures

test_denies_a_gem if {
	messages := {finding.message | some finding in policy.deny} with input as fixtures.script("gem install rake")
	messages == {"`gem install rake` installs a package outside of a lock file"}
}

test_denies_behind_flags if {
	count(policy.deny) == 1 with input as fixtures.script("cd a && gem --silent install --no-document rake")
}

test_allows_a_lock_file_and_other_commands if {
	count(policy.deny) == 0 with input as fixtures.script("bundle install")
	count(policy.deny) == 0 with input as fixtures.script("gem build a.gemspec")
	count(policy.deny) == 0 with input as fixtures.script("gem install --help")
}
