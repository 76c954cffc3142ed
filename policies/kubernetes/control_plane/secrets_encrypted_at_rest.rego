# METADATA
# title: API server encrypts secrets at rest
# description: >-
#   Without `--encryption-provider-config` secrets stand in etcd, its snapshots and its backups in
#   clear.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Write an EncryptionConfiguration with a KMS v2 provider (or secretbox) first and `identity`
#     last, name it with `--encryption-provider-config`, then rewrite all secrets: `kubectl get
#     secrets -A -o json | kubectl replace -f -`.
#   aliases: [CKV_K8S_104, AVD-KCV-0030]
#   references:
#     - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
package provost.kubernetes.control_plane.secrets_encrypted_at_rest

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	count(servers) > 0
}

servers contains container if {
	some container in input.resource.workload.containers
	some word in kubernetes.words(container)
	regex.match(`(^|/)kube-apiserver$`, word)
}

deny contains finding if {
	some container in servers
	not kubernetes.flag(container, "encryption-provider-config")
	finding := {
		"message": "API server stores secrets in clear",
		"path": kubernetes.container_path(container, [kubernetes.command_field(container)]),
	}
}
