# Inputs for the unit tests of policies: the smallest resource around the part that a test is about.
package provost.lib.fixtures

import rego.v1

# A Pod with this spec.
pod(spec) := workload("Pod", ["spec"], {"spec": spec}, spec)

# A Pod with this one container.
container(fields) := pod({"containers": [fields]})

# A Pod with this pod-level security context and one container.
secured(context, fields) := pod({"securityContext": context, "containers": [fields]})

# A Deployment with this pod spec.
deployment(spec) := workload("Deployment", ["spec", "template", "spec"], {"spec": {"template": {"spec": spec}}}, spec)

# A CronJob with this pod spec.
cron_job(spec) := workload(
	"CronJob", ["spec", "jobTemplate", "spec", "template", "spec"],
	{"spec": {"jobTemplate": {"spec": {"template": {"spec": spec}}}}}, spec,
)

# Any other object.
object_of(kind, attributes) := {"resource": {"type": kind, "format": "kubernetes", "attributes": attributes}}

# A Compose service with this pod spec.
compose(spec) := json.patch(workload("compose-service", [], {}, spec), [{"op": "replace", "path": "/resource/format", "value": "compose"}])

workload(kind, path, attributes, spec) := {"params": {"version": "latest"}, "resource": {
	"type": kind,
	"format": "kubernetes",
	"attributes": attributes,
	"workload": {
		"kind": kind,
		"namespace": "shop",
		"labels": {},
		"annotations": {},
		"path": path,
		"spec": spec,
		"containers": array.concat(
			containers(path, spec, "initContainers", "init"),
			array.concat(containers(path, spec, "containers", "container"), containers(path, spec, "ephemeralContainers", "ephemeral")),
		),
	},
}}

containers(path, spec, field, type) := [entry |
	some index, fields in object.get(spec, field, [])
	image := object.get(fields, "image", "")
	entry := {
		"name": object.get(fields, "name", sprintf("c%d", [index])),
		"type": type,
		"path": array.concat(path, [field, index]),
		"image": image,
		"image_ref": image_ref(image),
		"spec": fields,
	}
]

image_ref(image) := {"registry": registry, "repository": repository, "tag": tag, "digest": digest} if {
	halves := array.concat(split(image, "@"), [""])
	digest := halves[1]
	segments := split(halves[0], "/")
	last := array.concat(split(segments[count(segments) - 1], ":"), [""])
	tag := last[1]
	name := concat("/", array.concat(array.slice(segments, 0, count(segments) - 1), [last[0]]))
	registry := host(name)
	repository := trim_prefix(name, concat("", [registry, "/"]))
}

host(name) := split(name, "/")[0] if regex.match(`^[^/]*[.:][^/]*/`, name)

host(name) := "docker.io" if not regex.match(`^[^/]*[.:][^/]*/`, name)

# A GitHub workflow with these fields of the pipeline view.
workflow(fields) := {"resource": {
	"type": "workflow",
	"format": "github-actions",
	"attributes": object.get(fields, "attributes", {}),
	"pipeline": object.union(
		{
			"system": "github-actions", "kind": "workflow", "name": "build",
			"triggers": [], "env": {}, "jobs": [], "expressions": [],
		},
		object.remove(fields, ["attributes"]),
	),
}}

# A workflow of one job with these fields.
job(fields) := workflow({"jobs": [job_of("build", fields)]})

# A workflow of one job and one step with these fields.
step(fields) := job({"steps": [step_of(0, fields)]})

# A workflow of one step that runs a script.
script(run) := step({"run": run})

job_of(id, fields) := object.union(
	{
		"id": id, "name": id, "path": ["jobs", id], "needs": [], "runs_on": ["ubuntu-latest"],
		"env": {}, "services": [], "steps": [], "expressions": [],
	},
	fields,
)

step_of(index, fields) := object.union(
	{"path": ["jobs", "build", "steps", index], "env": {}, "with": {}, "expressions": []},
	fields,
)

# The view of `uses: owner/repo/path@ref` in the first step.
uses(raw) := {
	"raw": raw, "kind": "action", "owner": parts[0], "repo": parts[1],
	"path": concat("/", array.slice(parts, 2, count(parts))),
	"ref": halves[1], "pinned": regex.match(`^[0-9a-f]{40}$`, halves[1]),
	"at": ["jobs", "build", "steps", 0, "uses"],
} if {
	halves := array.concat(split(raw, "@"), [""])
	parts := split(halves[0], "/")
}

# An expression that refers to one context, under this field of the first step.
expression(context, field) := {
	"text": context, "context": [context], "flows": [context],
	"at": array.concat(["jobs", "build", "steps", 0], split(field, ".")),
	"in": split(field, ".")[0], "span": [10, 20],
}
