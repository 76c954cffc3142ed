# METADATA
# title: Job containers are pinned by digest
# description: >-
#   The tag of an image can be moved by whoever can push to its registry, and the job runs the new
#   image with its secrets. Judged are the containers and services of jobs, `docker://` steps and
#   the images of container actions.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [workflow, action]
#   params: {}
#   remediation: |-
#     Append the digest, `image: node:22@sha256:…` (`docker buildx imagetools inspect node:22` prints
#     it), and let a bot keep it current.
#   aliases: [zizmor/unpinned-images]
#   references:
#     - https://docs.docker.com/dhi/core-concepts/digests/
package provost.github.actions.images_pinned

import rego.v1

import data.provost.lib.github

deny contains finding if {
	some job in input.resource.pipeline.jobs
	loose(job.container)
	finding := {
		"message": sprintf("container image %s is not pinned by digest", [job.container.image]),
		"path": object.get(job.container, "at", job.container.path),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some service in job.services
	loose(service)
	finding := {
		"message": sprintf("image %s of service %s is not pinned by digest", [service.image, service.name]),
		"path": object.get(service, "at", service.path),
	}
}

deny contains finding if {
	some job in input.resource.pipeline.jobs
	some step in job.steps
	step.uses.kind == "docker"
	not step.uses.pinned
	finding := {
		"message": sprintf("%s is not pinned by digest", [step.uses.raw]),
		"path": step.uses.at,
	}
}

# An image that comes from the matrix is judged by what the matrix holds; another expression says
# nothing here.
deny contains finding if {
	some job in input.resource.pipeline.jobs
	some container in containers(job)
	some image in github.matrix_values(job, container.image)
	is_string(image)
	image != ""
	not contains(image, "${{")
	not contains(image, "@sha256:")
	finding := {
		"message": sprintf("the matrix sets image %s, which is not pinned by digest", [image]),
		"path": object.get(container, "at", container.path),
	}
}

containers(job) := array.concat([job.container | job.container], job.services)

loose(container) if {
	container.image != ""
	not contains(container.image, "${{")
	container.image_ref.digest == ""
}
