//! One object to one resource.
//!
//! In: an object, from a file or from an admission request. Out: its [`Resource`], normalised,
//! with defaults, views and references; or what keeps it from being one.

use std::sync::Arc;

use super::defaults;
use super::edit::{child, set};
use super::kinds;
use super::references;
use super::template;
use crate::model::view::workload::{self, Workload};
use crate::model::{Entry, Format, Kind, Resource, Span, Str, Value};
use crate::parse::Fragment;

/// Scope in which references between Kubernetes objects are resolved.
pub const SCOPE: &str = "kubernetes";

/// Name of an object that says none, such as a tool's configuration in the shape of an object.
const UNNAMED: &str = "unnamed";

/// What an object is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// API group, empty for the core.
    pub group: Str,
    /// Kind.
    pub kind: Str,
    /// Namespace, `default` where none stands; `None` for cluster-scoped kinds.
    pub namespace: Option<Str>,
    /// Name, or the prefix that the server will make one from.
    pub name: Str,
    header: Span,
}

/// Why a value is no resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It does not claim to be an object.
    NotAnObject,
    /// It does, and cannot be one: where and why.
    Broken(Span, String),
}

/// The resource of an object; `None` where [`identify`] says that it is none.
pub fn resource_from_object(object: Value) -> Option<Resource> {
    let identity = identify(&object).ok()?;
    Some(resource(object, identity))
}

/// What an object is called, from its `apiVersion`, `kind` and `metadata`.
pub fn identify(object: &Value) -> Result<Identity, Unfit> {
    let (Some(version), Some(kind)) = (entry(object, "apiVersion"), entry(object, "kind")) else {
        return Err(Unfit::NotAnObject);
    };
    let version_text = text(version, "apiVersion")?;
    let kind_text = text(kind, "kind")?;
    if kind_text.is_empty() {
        return Err(Unfit::Broken(place(kind), "`kind` is empty".into()));
    }
    let group: Str = kinds::group(version_text).into();
    let metadata = match entry(object, "metadata") {
        Some(entry) if entry.value.as_map().is_some() => Some(&entry.value),
        Some(entry) if entry.value.kind != Kind::Null => {
            return Err(Unfit::Broken(place(entry), "`metadata` is not a map".into()));
        }
        _ => None,
    };
    let named = |key| metadata.and_then(|metadata| entry(metadata, key)).filter(|e| is_name(e));
    let name = named("name").or_else(|| named("generateName"));
    let namespace = kinds::is_namespaced(&group, kind_text)
        .then(|| named("namespace").map_or_else(|| "default".into(), name_text));
    Ok(Identity {
        group,
        kind: kind_text.clone(),
        namespace,
        name: name.map_or_else(|| UNNAMED.into(), name_text),
        header: place(name.unwrap_or(kind)),
    })
}

/// An object with what its templates decide left open; it keeps the name that they are part of.
/// Refused where a template decides what it is.
pub(super) fn rendered(
    fragment: Fragment<'_>,
    mut object: Value,
    identity: &Identity,
) -> Result<Value, String> {
    template::leave_open(fragment, &mut object);
    match ["apiVersion", "kind"].into_iter().find(|key| object.get(key).is_none_or(is_open)) {
        Some(key) => Err(format!(
            "a template decides `{key}` of `{}`, which has to be rendered before it can be judged",
            identity.name
        )),
        None => Ok(object),
    }
}

fn is_open(value: &Value) -> bool {
    value.as_unknown().is_some()
}

/// The resource of an object that was identified.
pub(super) fn resource(mut object: Value, identity: Identity) -> Resource {
    if identity.kind.as_ref() == "Secret" && identity.group.is_empty() {
        hide(&mut object);
    }
    defaults::normalise(&mut object);
    defaults::apply(&mut object);
    let path = kinds::pod_spec_path(&identity.group, &identity.kind, &object);
    let workload = path
        .filter(|path| object.reach(path).is_some())
        .map(|path| Workload::Pod { path, namespace: identity.namespace.clone() });
    let references = references::of(&object, &identity, path);
    let Identity { kind, namespace, name, header, .. } = identity;
    let address = address(&kind, namespace.as_deref(), &name);
    Resource {
        address: address.into(),
        kind,
        name,
        format: Format::Kubernetes,
        scope: SCOPE.into(),
        span: object.span,
        header,
        attributes: object,
        workload,
        pipeline: None,
        references,
    }
}

/// `Kind/namespace/name`, or `Kind/name` without a namespace.
pub(super) fn address(kind: &str, namespace: Option<&str>, name: &str) -> String {
    match namespace {
        Some(namespace) => format!("{kind}/{namespace}/{name}"),
        None => format!("{kind}/{name}"),
    }
}

/// Marks what a secret holds, so that no report shows it.
fn hide(secret: &mut Value) {
    for key in ["data", "stringData"] {
        if let Some(Value { kind: Kind::Map(map), .. }) = child(secret, key) {
            Arc::make_mut(map).iter_mut().for_each(|entry| entry.value.sensitive = true);
        }
    }
    // The same text once more, as the tool that applied it wrote it down.
    let note = "kubectl.kubernetes.io/last-applied-configuration";
    if let Some(annotations) = super::edit::descend(secret, &["metadata", "annotations"])
        && let Some(mut value) = annotations.get(note).cloned()
    {
        value.sensitive = true;
        set(annotations, note, value);
    }
}

fn entry<'v>(value: &'v Value, key: &str) -> Option<&'v Entry> {
    value.as_map()?.entry(key)
}

fn text<'v>(entry: &'v Entry, key: &str) -> Result<&'v Str, Unfit> {
    match &entry.value.kind {
        Kind::String(text) => Ok(text),
        _ => Err(Unfit::Broken(place(entry), format!("`{key}` is not a string"))),
    }
}

/// A name that YAML read as a number or a boolean is still what its author calls the object.
fn is_name(entry: &Entry) -> bool {
    matches!(entry.value.kind, Kind::String(_) | Kind::Number(_) | Kind::Bool(_))
        && entry.value.as_str() != Some("")
}

fn name_text(entry: &Entry) -> Str {
    match &entry.value.kind {
        Kind::String(text) => text.clone(),
        _ => workload::scalar_text(&entry.value).into(),
    }
}

/// From key to value.
fn place(entry: &Entry) -> Span {
    if entry.key_span.is_empty() { entry.value.span } else { entry.key_span.to(entry.value.span) }
}
