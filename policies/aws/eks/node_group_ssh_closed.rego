# METADATA
# title: EKS node group has no open SSH access
# description: >-
#   Looks at `remote_access`: an `ec2_ssh_key` without `source_security_group_ids` opens port 22
#   of the nodes to the whole Internet.
# custom:
#   severity: medium
#   category: network segmentation
#   resources: [aws_eks_node_group]
#   params: {}
#   remediation: |-
#     Remove `remote_access` and use Session Manager, or name the security groups that may
#     come in.
#   aliases: [CKV_AWS_100]
#   references:
#     - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group
package provost.aws.eks.node_group_ssh_closed

import rego.v1

import data.provost.lib.values

deny contains finding if {
	access := input.resource.attributes.remote_access[i]
	values.present(access.ec2_ssh_key)
	not count(access.source_security_group_ids) > 0
	finding := {"message": "SSH of the nodes is open to the world", "path": ["remote_access", i, "source_security_group_ids"]}
}
