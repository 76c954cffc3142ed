# METADATA
# title: Service mounts no sensitive folders of the host
# description: >-
#   A bind mount of the root, of `/etc`, of kernel interfaces or of a home's keys lets a
#   container read the host's secrets or take it over. Folders of the project (`./data`) are not
#   meant; a read-only mount of `/proc` or `/sys`, as monitoring agents use it, is let through.
# custom:
#   severity: high
#   category: workload isolation and hardening
#   resources: [compose-service]
#   params:
#     folders: [/, /boot, /dev, /etc, /home, /lib, /proc, /root, /run, /sys, /usr, /var/lib/docker, /var/run, ~, ~/.aws, ~/.docker, ~/.kube, ~/.ssh]
#     read_only_folders: [/dev, /proc, /run, /sys]
#   remediation: |-
#     Mount the one file that the service needs, read-only, or copy it into the image; use a
#     `configs` or `secrets` entry for configuration and keys:
#
#       volumes:
#         - /etc/localtime:/etc/localtime:ro
#   aliases: []
#   references:
#     - https://docs.docker.com/reference/compose-file/services/
package provost.compose.service.sensitive_host_folders_not_mounted

import rego.v1

import data.provost.lib.compose

deny contains finding if {
	some index, volume in input.resource.attributes.volumes
	some folder in input.params.folders
	compose.mounts(volume, folder)
	not only_read(volume, folder)
	finding := {"message": sprintf("service mounts %s of the host", [folder]), "path": ["volumes", index]}
}

only_read(volume, folder) if {
	folder in input.params.read_only_folders
	compose.read_only(volume)
}
