# METADATA
# title: Service has no external IPs
# description: >-
#   `externalIPs` lets a Service claim traffic for any address: who may create Services can
#   intercept the traffic of others (CVE-2020-8554).
# custom:
#   severity: high
#   category: network segmentation
#   resources: [Service]
#   params: {}
#   remediation: |-
#     Remove `spec.externalIPs` and publish the Service by a load balancer, an Ingress or a Gateway.
#   aliases: [AVD-KSV-0108, kyverno/restrict-external-ips]
#   references:
#     - https://nvd.nist.gov/vuln/detail/CVE-2020-8554
package provost.kubernetes.network.external_ips_absent

import rego.v1

deny contains finding if {
	count(input.resource.attributes.spec.externalIPs) > 0
	finding := {
		"message": "service claims external addresses",
		"path": ["spec", "externalIPs"],
	}
}
