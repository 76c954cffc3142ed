# METADATA
# title: Probes and lifecycle hooks set no host
# description: >-
#   A `host` in an httpGet or tcpSocket handler makes the kubelet send requests to any address from
#   the network of the node (server-side request forgery). Pod Security Standards, baseline, since
#   Kubernetes 1.34.
# custom:
#   severity: low
#   category: workload isolation and hardening
#   resources: [workload]
#   params: {version: latest}
#   remediation: |-
#     Remove `host`: the kubelet then calls the pod itself. For a virtual host set the header `Host`
#     in `httpGet.httpHeaders`.
#   aliases: [pss/hostprobesandhostlifecycle]
#   references:
#     - https://kubernetes.io/docs/concepts/security/pod-security-standards/
package provost.kubernetes.container.probe_hosts_unset

import rego.v1

import data.provost.lib.kubernetes

applicable if {
	kubernetes.cluster(input.resource)
	kubernetes.since(input.params.version, 34)
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	some probe in ["livenessProbe", "readinessProbe", "startupProbe"]
	some handler in ["httpGet", "tcpSocket"]
	host := container.spec[probe][handler].host
	not host in {"", null}
	finding := {
		"message": sprintf("%s of %s names the host %v", [probe, kubernetes.title(container), host]),
		"path": kubernetes.container_path(container, [probe, handler, "host"]),
	}
}

deny contains finding if {
	applicable
	some container in input.resource.workload.containers
	some hook in ["postStart", "preStop"]
	some handler in ["httpGet", "tcpSocket"]
	host := container.spec.lifecycle[hook][handler].host
	not host in {"", null}
	finding := {
		"message": sprintf("%s of %s names the host %v", [hook, kubernetes.title(container), host]),
		"path": kubernetes.container_path(container, ["lifecycle", hook, handler, "host"]),
	}
}
