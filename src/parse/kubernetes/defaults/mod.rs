//! What the API server makes of an object before anybody sees it.
//!
//! In: an object as written, or as an admission request carries it. Out: the same object in one
//! form: server-owned fields gone ([`normalise`]), defaults filled in ([`apply`]). Both are pure
//! and idempotent, so that a manifest in a file and the same object in a cluster are judged alike.
//! A value that is filled in has an empty span: it is written nowhere.

mod admission;
mod controller;
mod network;
mod pod;

use super::edit::{
    child, descend, elements, fill_bool, fill_int, fill_map, fill_text, remove, remove_empty,
};
use super::kinds;
use crate::model::{Kind, Value};

/// Fields of `metadata` that the server writes.
const SERVER_METADATA: [&str; 7] = [
    "managedFields",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "selfLink",
];

/// Annotations that tools and controllers write about the object itself.
const SERVER_ANNOTATIONS: [&str; 2] =
    ["kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision"];

/// Takes out what the server writes and nobody declares: status, bookkeeping metadata, what
/// admission adds to every pod, what is allocated to services.
pub fn normalise(object: &mut Value) {
    // Admission requests and reviews carry a status of their own; it is no declaration.
    remove(object, &["status"]);
    if let Some(metadata) = child(object, "metadata") {
        strip_metadata(metadata);
    }
    let (group, kind) = group_and_kind(object);
    if group.is_empty()
        && kind == "Service"
        && let Some(spec) = child(object, "spec")
    {
        network::strip_allocated(spec);
    }
    let Some(path) = kinds::pod_spec_path(&group, &kind, object) else { return };
    if kind == "Pod"
        && let Some(spec) = descend(object, path)
    {
        admission::strip(spec);
    }
    if let Some((_, parents)) = path.split_last()
        && !parents.is_empty()
        && let Some(template) = descend(object, parents)
        && let Some(metadata) = child(template, "metadata")
    {
        strip_metadata(metadata);
    }
}

fn strip_metadata(metadata: &mut Value) {
    remove(metadata, &SERVER_METADATA);
    if let Some(annotations) = child(metadata, "annotations") {
        remove(annotations, &SERVER_ANNOTATIONS);
    }
    remove_empty(metadata, "annotations");
}

/// Fills in the defaults of the API server, for the kinds of Kubernetes itself and for the pod
/// specs of extensions.
pub fn apply(object: &mut Value) {
    let (group, kind) = group_and_kind(object);
    if kinds::is_namespaced(&group, &kind)
        && let Some(metadata) = fill_map(object, "metadata")
    {
        fill_text(metadata, "namespace", "default");
    }
    if let Some(spec) =
        kinds::pod_spec_path(&group, &kind, object).and_then(|path| descend(object, path))
    {
        pod::spec(spec);
    }
    if kinds::is_builtin(&group) {
        builtin(&kind, object);
    }
}

fn group_and_kind(object: &Value) -> (String, String) {
    let text = |key| object.get(key).and_then(Value::as_str).unwrap_or_default();
    (kinds::group(text("apiVersion")).to_owned(), text("kind").to_owned())
}

fn builtin(kind: &str, object: &mut Value) {
    match kind {
        "Secret" => fill_text(object, "type", "Opaque"),
        "PersistentVolumeClaim" => {
            in_spec(object, |spec| fill_text(spec, "volumeMode", "Filesystem"))
        }
        "PersistentVolume" => in_spec(object, |spec| {
            fill_text(spec, "volumeMode", "Filesystem");
            fill_text(spec, "persistentVolumeReclaimPolicy", "Retain");
        }),
        "StorageClass" => {
            fill_text(object, "reclaimPolicy", "Delete");
            fill_text(object, "volumeBindingMode", "Immediate");
        }
        "RoleBinding" | "ClusterRoleBinding" => binding(object),
        "ValidatingWebhookConfiguration" => webhooks(object, false),
        "MutatingWebhookConfiguration" => webhooks(object, true),
        "Service" => in_spec(object, network::service),
        "NetworkPolicy" => in_spec(object, network::policy),
        "HorizontalPodAutoscaler" => in_spec(object, |spec| fill_int(spec, "minReplicas", 1)),
        _ => controller::defaults(kind, object),
    }
}

/// Changes the spec of an object, where it is a map.
fn in_spec(object: &mut Value, change: impl FnOnce(&mut Value)) {
    if let Some(spec) = child(object, "spec").filter(|spec| matches!(spec.kind, Kind::Map(_))) {
        change(spec);
    }
}

fn binding(object: &mut Value) {
    const RBAC: &str = "rbac.authorization.k8s.io";
    if let Some(role) = child(object, "roleRef") {
        fill_text(role, "apiGroup", RBAC);
    }
    for subject in elements(object, "subjects") {
        if matches!(subject.get("kind").and_then(Value::as_str), Some("User" | "Group")) {
            fill_text(subject, "apiGroup", RBAC);
        }
    }
}

fn webhooks(object: &mut Value, mutating: bool) {
    for webhook in elements(object, "webhooks") {
        fill_text(webhook, "failurePolicy", "Fail");
        fill_text(webhook, "matchPolicy", "Equivalent");
        fill_int(webhook, "timeoutSeconds", 10);
        fill_map(webhook, "namespaceSelector");
        fill_map(webhook, "objectSelector");
        if mutating {
            fill_text(webhook, "reinvocationPolicy", "Never");
        }
        for rule in elements(webhook, "rules") {
            fill_text(rule, "scope", "*");
        }
        if let Some(service) = descend(webhook, &["clientConfig", "service"]) {
            fill_int(service, "port", 443);
        }
    }
}

/// Fills in the flags that jobs of both kinds share.
fn unsuspended(spec: &mut Value) {
    fill_bool(spec, "suspend", false);
}
