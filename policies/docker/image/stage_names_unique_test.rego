package provost.docker.image.stage_names_unique_test

import rego.v1

import data.provost.docker.image.stage_names_unique as policy

test_denies_a_namesake if {
	messages := {finding.message | some finding in policy.deny} with input as {"resource": {"type": "dockerfile-stage", "attributes": {"stage": "build", "index": 2, "namesake": 0}}}
	messages == {"stage 0 is called build already"}
}

test_allows_the_first if {
	count(policy.deny) == 0 with input as {"resource": {"type": "dockerfile-stage", "attributes": {"stage": "build", "index": 0}}}
}
