# METADATA
# title: Steps keep TLS verification on
# description: >-
#   With certificate checks switched off (`curl -k`, `wget --no-check-certificate`, `pip
#   --trusted-host`, `NODE_TLS_REJECT_UNAUTHORIZED=0` …) anybody on the way can put another file
#   into the image. Variables set by ENV keep it off for everything that runs in the container.
# custom:
#   severity: high
#   category: supply chain integrity
#   resources: [dockerfile-stage]
#   params: {}
#   remediation: |-
#     Remove the switch. Where a certificate of the company is missing, add it to the image
#     and run `update-ca-certificates`.
#   aliases: [CKV2_DOCKER_2, CKV2_DOCKER_3, CKV2_DOCKER_4, CKV2_DOCKER_5, CKV2_DOCKER_6, CKV2_DOCKER_12, CKV2_DOCKER_13, CKV2_DOCKER_14, CKV2_DOCKER_15, CKV2_DOCKER_16]
#   references:
#     - https://docs.docker.com/build/building/best-practices/
package provost.docker.image.downloads_verified_by_tls

import rego.v1

import data.provost.lib.dockerfile

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some command in entry.commands
	some off in options
	dockerfile.calls(command, off.program)
	dockerfile.has_option(command, off.option)
	finding := {"message": sprintf("a step calls %s without verifying TLS", [split(off.program, "|")[0]]), "path": entry.path}
}

deny contains finding if {
	some map in ["env", "args"]
	some name, value in input.resource.attributes[map]
	lower(value) in variables[upper(name)]
	finding := {"message": sprintf("%s=%s switches TLS verification off", [name, value]), "path": [map, name]}
}

deny contains finding if {
	some entry in dockerfile.runs(input.resource)
	some name, values in variables
	some value in values
	regex.match(concat("", ["(^|[ ;&\n])", name, "=[\"']?", value, "([\"' ;&\n]|$)"]), entry.text)
	finding := {"message": sprintf("a step sets %s=%s, which switches TLS verification off", [name, value]), "path": entry.path}
}

deny contains finding if {
	some map in ["env", "args"]
	some name in ["PIP_TRUSTED_HOST", "GOINSECURE"]
	input.resource.attributes[map][name] != ""
	finding := {"message": sprintf("%s names hosts that are not verified", [name]), "path": [map, name]}
}

options := [
	{"program": "curl", "option": "-[a-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure"},
	{"program": "wget", "option": "--no-check-certificate"},
	{"program": "pip|pip3|python|python3|pipenv|uv", "option": "--trusted-host"},
	{"program": "npm|yarn|pnpm", "option": "strict-ssl[ =]false|strict-ssl false|--strict-ssl=false"},
	{"program": "git", "option": "http.sslVerify[ =]false|http.sslverify[ =]false"},
	{"program": "yum-config-manager|dnf|yum", "option": "--setopt=sslverify=(false|0)|--setopt=[*][.]sslverify=(false|0)|--setopt=[^ ]*sslverify=(false|0)|sslverify=(false|0)"},
]

variables := {
	"NODE_TLS_REJECT_UNAUTHORIZED": {"0"},
	"PYTHONHTTPSVERIFY": {"0"},
	"GIT_SSL_NO_VERIFY": {"1", "true"},
	"NPM_CONFIG_STRICT_SSL": {"false"},
}
