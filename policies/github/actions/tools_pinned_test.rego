package provost.github.actions.tools_pinned_test

import rego.v1

import data.provost.github.actions.tools_pinned as policy
import data.provost.lib.fixtures

trivy(inputs) := fixtures.step({"uses": fixtures.uses("aquasecurity/setup-trivy@v0.2.0"), "with": inputs})

test_denies_the_default if {
	messages := {finding.message | some finding in policy.deny} with input as trivy({})
	messages == {"aquasecurity/setup-trivy installs the newest version"}
}

test_denies_latest if {
	count(policy.deny) == 1 with input as trivy({"version": "latest"})
}

test_allows_a_version if {
	count(policy.deny) == 0 with input as trivy({"version": "v0.51.2"})
}
