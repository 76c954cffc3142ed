# METADATA
# title: Secrets are files, not environment variables
# description: >-
#   Environment variables leak: into crash dumps, logs, child processes and `kubectl describe`. A
#   secret mounted as a file can be rotated without a restart and is read only by who opens it.
# custom:
#   severity: low
#   category: secrets in configuration
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Mount the Secret as a volume with `defaultMode: 0400` and let the process read the file (many
#     images take `…_FILE` variables), or use the Secrets Store CSI driver.
#   aliases: [CKV_K8S_35, kube-linter/read-secret-from-env-var, kyverno/secrets-not-from-env-vars]
#   references:
#     - https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod
package provost.kubernetes.container.secrets_not_in_environment

import rego.v1

import data.provost.lib.kubernetes

applicable if kubernetes.cluster(input.resource)

deny contains finding if {
	some container in input.resource.workload.containers
	some index, variable in container.spec.env
	reference := variable.valueFrom.secretKeyRef
	reference != null
	finding := {
		"message": sprintf("%s takes %s from a Secret into its environment", [kubernetes.title(container), object.get(variable, "name", "a variable")]),
		"path": kubernetes.container_path(container, ["env", index, "valueFrom", "secretKeyRef"]),
	}
}

deny contains finding if {
	some container in input.resource.workload.containers
	some index, source in container.spec.envFrom
	source.secretRef != null
	finding := {
		"message": sprintf("%s takes a whole Secret into its environment", [kubernetes.title(container)]),
		"path": kubernetes.container_path(container, ["envFrom", index, "secretRef"]),
	}
}
