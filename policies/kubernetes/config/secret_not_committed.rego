# METADATA
# title: Secret manifest carries no values
# description: >-
#   Base64 is no encryption: who reads the manifest reads the secret, and the history of the
#   repository keeps it. Placeholders and template expressions are not judged.
# custom:
#   severity: medium
#   category: secrets in configuration
#   resources: [Secret]
#   params: {}
#   remediation: |-
#     Rotate what was committed. Keep values in a secret manager and commit a reference to them
#     (External Secrets operator, Secrets Store CSI driver), or an encrypted form (SealedSecret,
#     SOPS).
#   aliases: []
#   references:
#     - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
package provost.kubernetes.config.secret_not_committed

import rego.v1

import data.provost.lib.secrets

deny contains finding if {
	some field in ["data", "stringData"]
	some key, value in input.resource.attributes[field]
	is_string(value)
	not secrets.placeholder(value)
	finding := {
		"message": sprintf("key %s holds its value in the manifest", [key]),
		"path": [field, key],
	}
}
