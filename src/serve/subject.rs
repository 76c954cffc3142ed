//! What a request is about: an object that is judged, or one that passes without.
//!
//! In: a request and its objects. Out: the reason why it is not judged, or the object's resource,
//! made by the same functions as a manifest's.

use std::sync::Arc;

use super::review::{Operation, Request};
use crate::model::{Kind, Resource, Span, Value};
use crate::parse::kubernetes;

/// Why a request passes without a judgement, where it does.
pub fn skipped(
    request: &Request,
    object: Option<&Value>,
    old: Option<&Value>,
) -> Option<&'static str> {
    if request.operation == Operation::Delete {
        return Some("deletion");
    }
    if request.sub_resource == "status" {
        return Some("status");
    }
    let deleted = |object: &Value| has(object, &["metadata", "deletionTimestamp"]);
    // The old object is the server's word that it is going: finalizers must come off.
    if object.is_some_and(deleted) && old.is_none_or(deleted) {
        return Some("being deleted");
    }
    // A kubelet runs no such pod unless it holds a static pod of its own for it.
    let mirror =
        |object: &Value| has(object, &["metadata", "annotations", "kubernetes.io/config.mirror"]);
    if request.kind == "Pod" && object.is_some_and(mirror) {
        return Some("mirror pod");
    }
    None
}

fn has(object: &Value, path: &[&str]) -> bool {
    object.at_keys(path).is_some_and(|value| value.kind != Kind::Null)
}

/// Whether a controller made the object.
pub fn is_owned(object: &Value) -> bool {
    let owners = object.at_keys(&["metadata", "ownerReferences"]).and_then(Value::as_list);
    owners
        .unwrap_or_default()
        .iter()
        .any(|owner| owner.get("controller").and_then(Value::as_bool) == Some(true))
}

/// [`resource`], where an object that is none does not matter.
pub fn resource_of(object: Value, request: &Request) -> Option<Resource> {
    resource(object, request).ok()
}

/// The resource of a request's object, in the namespace that the request names.
pub fn resource(mut object: Value, request: &Request) -> Result<Resource, String> {
    let identity = match kubernetes::identify(&object) {
        Ok(identity) => identity,
        Err(kubernetes::Unfit::NotAnObject) => {
            return Err("`request.object` has no `apiVersion` and `kind`".into());
        }
        Err(kubernetes::Unfit::Broken(_, message)) => {
            return Err(format!("`request.object`: {message}"));
        }
    };
    if identity.namespace.is_some()
        && !request.namespace.is_empty()
        && !has(&object, &["metadata", "namespace"])
    {
        in_namespace(&mut object, &request.namespace);
    }
    kubernetes::resource_from_object(object).ok_or_else(|| "`request.object` cannot be read".into())
}

fn in_namespace(object: &mut Value, namespace: &str) {
    let Kind::Map(map) = &mut object.kind else { return };
    let metadata = Arc::make_mut(map).iter_mut().find(|entry| &*entry.key == "metadata");
    if let Some(entry) = metadata
        && let Kind::Map(metadata) = &mut entry.value.kind
    {
        let value = Value::string(namespace, Span::default());
        Arc::make_mut(metadata).set("namespace", Span::default(), value);
    }
}
