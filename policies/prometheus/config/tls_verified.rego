# METADATA
# title: Prometheus verifies the certificates of what it talks to
# description: >-
#   `insecure_skip_verify` takes any certificate, so that whoever is in between can read
#   credentials and make up figures. Judged in scrape jobs, remote storage and Alertmanagers.
# custom:
#   severity: medium
#   category: encryption in transit
#   resources: [prometheus-config]
#   params: {}
#   remediation: |-
#     Name the authority that signed the certificate:
#
#       tls_config:
#         ca_file: /etc/prometheus/ca.crt
#   aliases: []
#   references:
#     - https://prometheus.io/docs/prometheus/latest/configuration/configuration/
package provost.prometheus.config.tls_verified

import rego.v1

deny contains finding if {
	some section in ["scrape_configs", "remote_write", "remote_read"]
	some index, entry in input.resource.attributes[section]
	entry.tls_config.insecure_skip_verify == true
	finding := {
		"message": sprintf("%s takes any certificate", [title(section, entry)]),
		"path": [section, index, "tls_config", "insecure_skip_verify"],
	}
}

deny contains finding if {
	some index, entry in input.resource.attributes.alerting.alertmanagers
	entry.tls_config.insecure_skip_verify == true
	finding := {
		"message": "the connection to an Alertmanager takes any certificate",
		"path": ["alerting", "alertmanagers", index, "tls_config", "insecure_skip_verify"],
	}
}

title(section, entry) := sprintf("job %v", [object.get(entry, "job_name", "?")]) if section == "scrape_configs"

title(section, _) := section if section != "scrape_configs"
