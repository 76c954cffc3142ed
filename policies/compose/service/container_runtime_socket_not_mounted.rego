# METADATA
# title: Service does not mount the socket of the container runtime
# description: >-
#   Whoever can write to the socket of Docker, containerd or Podman starts containers as root on
#   the host: it is root there, `:ro` or not, since reading is not what the mount flag limits on
#   a socket.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params:
#     sockets: [/run/docker.sock, /run/containerd/containerd.sock, /run/crio/crio.sock, /run/podman/podman.sock]
#     allowed_images: []
#   remediation: |-
#     Remove the volume. A reverse proxy or a monitor that needs to list containers goes
#     through a socket proxy that lets single read-only calls through
#     (`tecnativa/docker-socket-proxy`), on a network of its own; builds use a builder without
#     a daemon (BuildKit rootless, Kaniko).
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.container_runtime_socket_not_mounted

import rego.v1

import data.provost.lib.compose

deny contains finding if {
	some index, volume in input.resource.attributes.volumes
	some socket in input.params.sockets
	some path in {socket, concat("", ["/var", socket])}
	compose.mounts(volume, path)
	not trusted
	finding := {"message": sprintf("service mounts %s of the host", [path]), "path": ["volumes", index]}
}

# Images that are known to put a filter before the socket.
trusted if {
	some image in input.params.allowed_images
	regex.match(concat("", ["^", image, "(:|@|$)"]), input.resource.attributes.image)
}
