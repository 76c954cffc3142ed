//! The view `workload`: anything that runs containers, in the vocabulary of a Kubernetes pod.
//!
//! Shape, as policies see it under `input.resource.workload`:
//!
//! ```text
//! kind         "Deployment", "Pod", "CronJob", "compose-service", "aws_ecs_task_definition" …
//! namespace    namespace of the object ("default" where none stands); absent outside Kubernetes
//! labels       labels of the pod (template), {} where there are none
//! annotations  annotations of the pod (template), {} where there are none
//! replicas     number, where the kind has one
//! path         path of the pod spec in the native attributes: ["spec", "template", "spec"]
//! spec         the pod spec in Kubernetes' own field names, API-server defaults filled in
//! containers   every container, in the order init, regular, ephemeral:
//!   name       name
//!   type       "init" | "container" | "ephemeral" (a sidecar is an init container that restarts)
//!   path       path of the container in the native attributes
//!   image      as written
//!   image_ref  {registry, repository, tag, digest}; "" where the image does not say,
//!              registry "docker.io" and repository "library/…" where Docker implies them
//!   spec       the container in Kubernetes' own field names, defaults filled in
//! ```

use super::super::{Entry, Kind, Map, Number, Resource, Span, Str, Value, word};
use super::image::{self, Image};

/// Where the view of a resource comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Workload {
    /// It is made when it is asked for, of a pod spec in the native attributes: it would take as
    /// much memory as these.
    Pod {
        /// Where the pod spec stands.
        path: &'static [&'static str],
        /// Namespace, where the kind has one.
        namespace: Option<Str>,
    },
    /// It was made by the parser, of attributes that have other names.
    Made(Value),
}

impl Workload {
    /// The view of a resource that has this. `None` where the pod spec is gone.
    pub fn of<'r>(&'r self, resource: &Resource) -> Option<std::borrow::Cow<'r, Value>> {
        use std::borrow::Cow;
        match self {
            Self::Made(view) => Some(Cow::Borrowed(view)),
            Self::Pod { path, namespace } => {
                let object = &resource.attributes;
                let (_, parents) = path.split_last()?;
                let template = object.reach(parents);
                Some(Cow::Owned(from_pod_spec(Parts {
                    kind: &resource.kind,
                    namespace: namespace.as_ref(),
                    metadata: template.and_then(|template| template.reach(&["metadata"])),
                    replicas: object.reach(&["spec", "replicas"]),
                    path,
                    spec: object.reach(path)?,
                })))
            }
        }
    }

    /// The labels of the pods.
    pub fn labels<'r>(&'r self, resource: &'r Resource) -> Option<&'r Value> {
        match self {
            Self::Made(view) => view.get("labels"),
            Self::Pod { path, .. } => {
                let (_, parents) = path.split_last()?;
                resource.attributes.at_keys(parents)?.get("metadata")?.get("labels")
            }
        }
    }
}

/// Lists of containers in a pod spec, with the type that the view gives their members.
pub const CONTAINER_LISTS: [(&str, &str); 3] =
    [("initContainers", "init"), ("containers", "container"), ("ephemeralContainers", "ephemeral")];

/// What the view is made from.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Kind of the resource.
    pub kind: &'a Str,
    /// Namespace, where the format has them.
    pub namespace: Option<&'a Str>,
    /// The metadata of the pod or of its template.
    pub metadata: Option<&'a Value>,
    /// Replicas, where the kind has them.
    pub replicas: Option<&'a Value>,
    /// Path of the pod spec in the native attributes.
    pub path: &'static [&'static str],
    /// The pod spec.
    pub spec: &'a Value,
}

/// The view over a pod spec that stands in the native attributes as it is. Parts are shared with
/// the attributes, not copied.
pub fn from_pod_spec(parts: Parts<'_>) -> Value {
    let path: Vec<Value> = parts.path.iter().map(|key| text(key)).collect();
    let metadata = |key| {
        let found = parts.metadata.and_then(|metadata| metadata.reach(&[key]));
        let found = found.filter(|value| value.as_map().is_some() || value.as_unknown().is_some());
        found.cloned().unwrap_or_else(|| Value::map(Map::default(), Span::default()))
    };
    let mut view = Map::with_capacity(8);
    push(&mut view, "kind", Value::string(parts.kind.clone(), Span::default()));
    if let Some(namespace) = parts.namespace {
        push(&mut view, "namespace", Value::string(namespace.clone(), Span::default()));
    }
    push(&mut view, "labels", metadata("labels"));
    push(&mut view, "annotations", metadata("annotations"));
    if let Some(replicas) = parts.replicas {
        push(&mut view, "replicas", replicas.clone());
    }
    let containers = containers(parts.spec, &path);
    push(&mut view, "path", Value::list(path, Span::default()));
    push(&mut view, "spec", parts.spec.clone());
    push(&mut view, "containers", containers);
    Value::map(view, parts.spec.span)
}

/// All containers of a pod spec. A list that is unknown counts as one unknown container: there may
/// be any.
fn containers(spec: &Value, path: &[Value]) -> Value {
    if spec.as_unknown().is_some() {
        return spec.reshaped();
    }
    let lists = CONTAINER_LISTS.iter().filter_map(|(list, _)| spec.get(list)?.as_list());
    let mut containers = Vec::with_capacity(lists.map(<[Value]>::len).sum());
    for (list, role) in CONTAINER_LISTS {
        let members = match spec.get(list) {
            Some(value) if value.as_unknown().is_some() => std::slice::from_ref(value),
            value => value.and_then(Value::as_list).unwrap_or_default(),
        };
        for (index, container) in members.iter().enumerate() {
            let mut place = Vec::with_capacity(path.len() + 2);
            place.extend_from_slice(path);
            place.push(text(list));
            place.push(Value::int(i64::try_from(index).unwrap_or(i64::MAX), Span::default()));
            containers.push(container_view(container, role, place));
        }
    }
    Value::list(containers, Span::default())
}

/// The view of one container. An unknown container is unknown in every part.
pub fn container_view(container: &Value, role: &'static str, path: Vec<Value>) -> Value {
    let mut view = Map::with_capacity(6);
    if let Some(name) = container.reach(&["name"]) {
        push(&mut view, "name", name.clone());
    }
    push(&mut view, "type", text(role));
    push(&mut view, "path", Value::list(path, Span::default()));
    let image = container.reach(&["image"]);
    if let Some(image) = image {
        push(&mut view, "image", image.clone());
    }
    push(&mut view, "image_ref", image_ref(image));
    push(&mut view, "spec", container.clone());
    Value::map(view, container.span)
}

/// The parts of an image value; unknown where the image is, save what it begins or ends with.
pub fn image_ref(image: Option<&Value>) -> Value {
    match image {
        Some(Value { kind: Kind::Unknown(unknown), span, .. }) => image::open(unknown, *span),
        Some(value) => Image::parse(&scalar_text(value)).to_value(value.span),
        None => Image::default().to_value(Span::default()),
    }
}

/// A scalar as text: an unquoted name or tag may have been read as a number.
pub fn scalar_text(value: &Value) -> std::borrow::Cow<'_, str> {
    match &value.kind {
        Kind::String(text) => (&**text).into(),
        Kind::Bool(value) => if *value { "true" } else { "false" }.into(),
        Kind::Number(Number::Int(value)) => value.to_string().into(),
        Kind::Number(Number::Float(value)) => value.to_string().into(),
        Kind::Number(Number::Decimal(text)) => (&**text).into(),
        _ => "".into(),
    }
}

fn text(text: &'static str) -> Value {
    Value::string(word(text), Span::default())
}

fn push(map: &mut Map, key: &'static str, value: Value) {
    map.push(Entry { key: word(key), key_span: Span::default(), value });
}
