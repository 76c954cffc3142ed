//! Kubernetes manifests, in YAML or JSON, to resources.
//!
//! In: a [`Fragment`] with any number of documents, lists among them. Out: one resource an object,
//! in the form that the API server would give it. Never here: charts, kustomizations, or asking a
//! cluster.

pub mod defaults;
mod edit;
mod join;
mod kinds;
mod object;
mod quantity;
mod references;
mod template;

use std::sync::Arc;

use crate::model::{Diagnostic, Entry, Kind, Loss, Span, Value};

use super::yaml::{self, Schema};
use super::{Fragment, Parsed};
pub use join::join;
pub use object::{Identity, SCOPE, Unfit, identify, resource_from_object};

/// Reads every object of a text.
pub fn parse(fragment: Fragment<'_>, parsed: &mut Parsed) {
    let faults = parsed.diagnostics.len();
    let resources = parsed.resources.len();
    let documents = yaml::compose_with(fragment, Schema::Yaml11, &mut parsed.diagnostics);
    let mut strange = None;
    // Asked once: a text may hold very many objects.
    let templated = fragment.text.contains("{{");
    for document in documents {
        // Nothing between two markers, or comments only.
        if document.value.kind == Kind::Null {
            continue;
        }
        read_document(fragment, document.value, templated, parsed, &mut strange);
    }
    let silent = parsed.resources.len() == resources && parsed.diagnostics.len() == faults;
    if let Some(span) = strange.filter(|_| silent) {
        let message = "no Kubernetes object: `apiVersion` and `kind` are missing";
        let diagnostic = Diagnostic::at(fragment.path.clone(), span, message, Loss::Part);
        parsed.diagnostics.push(diagnostic.losing("these documents"));
    }
}

/// One document: an object, or a list of them, or something that is neither.
fn read_document(
    fragment: Fragment<'_>,
    document: Value,
    templated: bool,
    parsed: &mut Parsed,
    strange: &mut Option<Span>,
) {
    // A stack in place of recursion; items go onto it in reverse, to come off in order.
    let mut pending = vec![document];
    while let Some(object) = pending.pop() {
        if let Some(items) = list_items(&object) {
            pending.extend(items.into_iter().rev());
            continue;
        }
        let span = object.span;
        match identify(&object) {
            Ok(identity) if !templated => {
                parsed.resources.push(object::resource(object, identity));
            }
            Ok(identity) => match object::rendered(fragment, object, &identity) {
                Ok(object) => parsed.resources.push(object::resource(object, identity)),
                Err(message) => {
                    let path = fragment.path.clone();
                    let diagnostic = Diagnostic::at(path, span, message, Loss::Part);
                    parsed.diagnostics.push(diagnostic.losing("this object"));
                }
            },
            Err(object::Unfit::NotAnObject) => {
                strange.get_or_insert(span);
            }
            Err(object::Unfit::Broken(place, message)) => {
                let place = if place.is_empty() { span } else { place };
                let diagnostic = Diagnostic::at(fragment.path.clone(), place, message, Loss::Part);
                parsed.diagnostics.push(diagnostic.losing("this object"));
            }
        }
    }
}

/// The objects of a `List`, or of a `DeploymentList` and its like, whose items may leave out what
/// the list says already.
fn list_items(object: &Value) -> Option<Vec<Value>> {
    let kind = object.get("kind")?.as_str()?;
    let member = kind.strip_suffix("List")?;
    let items = match object.get("items") {
        // An empty list as `kubectl get` prints it.
        None | Some(Value { kind: Kind::Null, .. }) if member.is_empty() => &[],
        items => items?.as_list()?,
    };
    let inherited = |key: &str, value: Option<Value>| {
        value.map(|value| Entry { key: key.into(), key_span: Span::default(), value })
    };
    let complete = |item: &Value| {
        let mut item = item.clone();
        if member.is_empty() || item.get("kind").is_some() {
            return item;
        }
        if let Kind::Map(map) = &mut item.kind {
            let kind = Value::string(member, Span::default());
            let version = object.get("apiVersion").cloned();
            let map = Arc::make_mut(map);
            inherited("kind", Some(kind)).into_iter().for_each(|entry| map.push(entry));
            inherited("apiVersion", version).into_iter().for_each(|entry| map.push(entry));
        }
        item
    };
    Some(items.iter().map(complete).collect())
}

#[cfg(test)]
mod tests;
