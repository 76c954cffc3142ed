# METADATA
# title: ConfigMap holds no secrets
# description: >-
#   ConfigMaps are neither encrypted at rest nor kept from those who may read configuration. Judged
#   are keys whose name promises a credential and values in the form of one.
# custom:
#   severity: high
#   category: secrets in configuration
#   resources: [ConfigMap]
#   params: {}
#   remediation: |-
#     Rotate the credential, move it into a secret manager, and mount it from there; keep in the
#     ConfigMap only what everyone may read.
#   aliases: [AVD-KSV-0109, AVD-KSV-01010]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/configmap/
package provost.kubernetes.config.config_map_free_of_secrets

import rego.v1

import data.provost.lib.secrets

deny contains finding if {
	some key, value in input.resource.attributes.data
	secrets.literal(key, value)
	finding := {
		"message": sprintf("key %s holds a literal credential", [key]),
		"path": ["data", key],
	}
}

# A file within the config map: lines like `password = hunter2`.
deny contains finding if {
	some key, value in input.resource.attributes.data
	contains(value, "\n")
	not secrets.literal(key, value)
	some line in split(value, "\n")
	parts := regex.find_all_string_submatch_n(`^[ \t]*["']?([A-Za-z0-9_.-]+)["']?[ \t]*[:=][ \t]*["']?([^"' \t]+)["']?,?[ \t\r]*$`, line, 1)
	secrets.literal(parts[0][1], parts[0][2])
	finding := {
		"message": sprintf("file %s holds a literal credential for %s", [key, parts[0][1]]),
		"path": ["data", key],
	}
}
