package provost.lib.rbac_test

import rego.v1

import data.provost.lib.rbac

role := {"rules": [
	{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]},
	{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]},
	{"apiGroups": [""], "resources": ["*/exec"], "verbs": ["create"]},
	{"nonResourceURLs": ["/healthz"], "verbs": ["get"]},
]}

test_exact if rbac.granting(role, {""}, {"pods"}, {"get"}) == {0, 1}

test_wildcards if rbac.granting(role, {""}, {"secrets"}, {"list"}) == {1}

test_subresource_wildcard if rbac.granting(role, {""}, {"pods/exec"}, {"create"}) == {1, 2}

test_no_rules if rbac.granting({}, {""}, {"pods"}, {"get"}) == set()
