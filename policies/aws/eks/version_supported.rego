# METADATA
# title: EKS runs a supported version
# description: >-
#   Looks at `version`. Below the oldest version in extended support (a parameter) a cluster
#   gets no security fixes and is upgraded by AWS at a time of its choosing. Without the
#   attribute the newest version is taken.
# custom:
#   severity: medium
#   category: patching
#   resources: [aws_eks_cluster]
#   params:
#     oldest_minor: 31
#   remediation: |-
#     Upgrade one minor version at a time, the nodes after the control plane.
#   aliases: [CKV_AWS_339]
#   references:
#     - https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
package provost.aws.eks.version_supported

import rego.v1

deny contains finding if {
	version := sprintf("%v", [input.resource.attributes.version])
	regex.match(`^1[.][0-9]+$`, version)
	to_number(split(version, ".")[1]) < input.params.oldest_minor
	finding := {"message": sprintf("version %s is no longer supported", [version]), "path": ["version"]}
}
