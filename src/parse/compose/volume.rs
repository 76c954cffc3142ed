//! Volumes of a Compose service, as volumes of a pod and mounts of its container.
//!
//! In: a service. Out: both lists, in the service's order.

use super::text::{is_host_path, mount};
use super::workload::Fields;
use crate::model::view::workload::scalar_text;
use crate::model::{Shape, Span, Unknown, Value};

/// Mounts of the container and volumes of the pod.
pub(super) fn volumes(service: &Value) -> (Option<Value>, Option<Value>) {
    let written = service.get("volumes");
    if let Some(open) = written.filter(|value| value.as_unknown().is_some()) {
        return (Some(open.reshaped()), Some(open.reshaped()));
    }
    let Some(items) = written.and_then(Value::as_list) else { return (None, None) };
    let mut mounts = Vec::new();
    let mut volumes = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(unknown) = item.as_unknown() {
            mounts.push(item.reshaped());
            volumes.push(open(unknown, index, item));
            continue;
        }
        if item.get("type").is_some_and(|kind| kind.as_unknown().is_some()) {
            mounts.push(item.reshaped());
            volumes.extend(item.get("type").map(Value::reshaped));
            continue;
        }
        let name = Value::string(format!("volume-{index}"), Span::default());
        let (source, target, read_only) = if item.as_map().is_some() {
            let typed = item.get("type").and_then(Value::as_str) == Some("bind");
            let source = item.get("source").cloned();
            (
                source.map(|source| (source, typed)),
                item.get("target").cloned(),
                item.get("read_only").map(Value::reshaped),
            )
        } else {
            let text = scalar_text(item);
            let parts = mount(&text);
            let at = |text: &str| Value::string(text, item.span);
            (
                Some(parts.source)
                    .filter(|source| !source.is_empty())
                    .map(|source| (at(source), is_host_path(source))),
                Some(at(parts.target)),
                Some(Value::bool(parts.read_only, item.span)),
            )
        };
        let mut fields = Fields::default();
        fields.put("name", Some(name.clone()));
        fields.put("mountPath", target);
        fields.put("readOnly", read_only);
        mounts.push(fields.value(item.span));
        volumes.push(volume(name, source, item.span));
    }
    let all = |items| Some(Value::list(items, service.span));
    (all(mounts), all(volumes))
}

/// A volume whose short form is open: what it begins with may tell a path of the host, and even
/// where that ends.
fn open(unknown: &Unknown, index: usize, item: &Value) -> Value {
    let prefix = &*unknown.shape.prefix;
    let name = Value::string(format!("volume-{index}"), Span::default());
    let parts = mount(prefix);
    // One letter may be that of a drive.
    if parts.source.len() > 1 {
        let source = Value::string(parts.source, item.span);
        return volume(name, Some((source, is_host_path(parts.source))), item.span);
    }
    // Without a colon behind, the whole may be the target of an anonymous volume.
    if is_host_path(prefix) && unknown.shape.suffix.contains(':') {
        let shape = Shape { suffix: Default::default(), ..unknown.shape.clone() };
        let path = Value::unknown(Unknown { shape, ..unknown.clone() }, item.span);
        return volume(name, Some((path, true)), item.span);
    }
    item.reshaped()
}

fn volume(name: Value, source: Option<(Value, bool)>, span: Span) -> Value {
    let (kind, key, source) = match source {
        Some((source, true)) => ("hostPath", "path", Some(source)),
        Some((source, false)) => ("persistentVolumeClaim", "claimName", Some(source)),
        None => ("emptyDir", "", None),
    };
    let mut inner = Fields::default();
    inner.put(key, source);
    let mut fields = Fields::default();
    fields.put("name", Some(name));
    fields.put(kind, Some(inner.value(span)));
    fields.value(span)
}
