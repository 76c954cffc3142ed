# METADATA
# title: Pod runs as a service account that is there
# description: >-
#   A pod that names a service account which does not exist is not admitted, or runs with whatever
#   takes that name later. Judged against the service accounts of the same scan.
# custom:
#   severity: low
#   category: least privilege
#   resources: [workload]
#   params: {}
#   remediation: |-
#     Declare the account beside the workload:
#
#       apiVersion: v1
#       kind: ServiceAccount
#       metadata: {name: web, namespace: shop}
#   aliases: [kube-linter/non-existent-service-account]
#   references:
#     - https://kubernetes.io/docs/concepts/security/service-accounts/
package provost.kubernetes.rbac.service_account_present

import rego.v1

import data.provost.lib.kubernetes

name := input.resource.workload.spec.serviceAccountName

applicable if {
	kubernetes.cluster(input.resource)
	name != "default"
}

deny contains finding if {
	applicable
	not input.related.ServiceAccount
	finding := {
		"message": sprintf("no service account %s in the scan", [name]),
		"path": kubernetes.pod_path(input.resource.workload, ["serviceAccountName"]),
	}
}
