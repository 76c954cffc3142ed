# METADATA
# title: Object is not in the default namespace
# description: >-
#   Quotas, network policies, roles and Pod Security levels are set for a namespace: what lands in
#   `default` shares them with whatever else was applied without thought. Judged is the manifest: a
#   namespace given on the command line does not show in it.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [ConfigMap, CronJob, DaemonSet, Deployment, Ingress, Job, Pod, ReplicaSet, ReplicationController, Role, RoleBinding, Secret, Service, ServiceAccount, StatefulSet]
#   params: {}
#   remediation: |-
#     Write `metadata.namespace`, or the `namespace:` of the kustomization, so that the manifest says
#     where it belongs.
#   aliases: [CKV_K8S_21, AVD-KSV-0110, kube-linter/use-namespace, kyverno/disallow-default-namespace]
#   references:
#     - https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
package provost.kubernetes.config.outside_default_namespace

import rego.v1

# Kubernetes itself keeps these in every namespace, or in the default one.
built_in if {
	input.resource.type == "ServiceAccount"
	input.resource.attributes.metadata.name == "default"
}

built_in if {
	input.resource.type == "ConfigMap"
	input.resource.attributes.metadata.name == "kube-root-ca.crt"
}

built_in if {
	input.resource.type == "Service"
	input.resource.attributes.metadata.name == "kubernetes"
}

elsewhere if {
	namespace := input.resource.attributes.metadata.namespace
	count(namespace) > 0
	namespace != "default"
}

deny contains finding if {
	not elsewhere
	not built_in
	finding := {
		"message": "object is in the default namespace",
		"path": ["metadata", "namespace"],
	}
}

applicable if not built_in
