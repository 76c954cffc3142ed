# METADATA
# title: Environment holds no literal credentials
# description: >-
#   A password or key written into a manifest is known to everyone who can read the repository, and
#   stays in its history. Judged are variables whose name promises a credential and values in the
#   form of one (cloud keys, tokens, private keys, connection strings with a password).
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Rotate the credential, then keep it in a secret manager and bring it in by the External Secrets
#     operator, the Secrets Store CSI driver or a Secret that is not committed:
#
#       env:
#         - name: DB_PASSWORD
#           valueFrom:
#             secretKeyRef: {name: db, key: password}
#   aliases: [kube-linter/env-var-secret]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/secret/
package provost.kubernetes.container.environment_free_of_credentials

import rego.v1

import data.provost.lib.kubernetes
import data.provost.lib.secrets

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	some index, variable in container.spec.env
	secrets.literal(variable.name, variable.value)
	finding := {
		"message": sprintf("%s has a literal credential in %s", [kubernetes.title(container), variable.name]),
		"path": kubernetes.container_path(container, ["env", index, "value"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	some field in ["command", "args"]
	some index, word in container.spec[field]
	is_string(word)
	secrets.credential_value(word)
	finding := {
		"message": sprintf("%s has a literal credential in its %s", [kubernetes.title(container), field]),
		"path": kubernetes.container_path(container, [field, index]),
	}
}
