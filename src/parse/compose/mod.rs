//! Compose files to resources: one a service.
//!
//! In: a [`Fragment`]. Out: a resource for each entry of `services`, its bases in the file merged
//! in, its variables filled in where the file says a default and unknown where it does not, with
//! the view `workload`. What a base in another file or an environment file could set is unknown.
//! Never here: reading those, or the environment of whoever scans.

mod extends;
mod interpolate;
mod merge;
mod open;
mod security;
mod text;
mod volume;
mod workload;

use std::sync::Arc;

use crate::model::view::workload::Workload;
use crate::model::{
    Diagnostic, Entry, Format, Kind, Loss, Path, Reference, Resource, Segment, Str, Value,
};

use super::yaml;
use super::{Fragment, Parsed};
use extends::Extends;

/// Type of the resources.
pub const SERVICE: &str = "compose-service";

/// Reads every service of a Compose file.
pub fn parse(fragment: Fragment<'_>, parsed: &mut Parsed) {
    parse_as(fragment, fragment.path, parsed);
}

/// Reads every service of a Compose file that addresses call by another name than its path: one
/// document may hold several.
pub fn parse_as(fragment: Fragment<'_>, file: &Str, parsed: &mut Parsed) {
    let faults = parsed.diagnostics.len();
    let mut found = false;
    for document in yaml::compose(fragment, &mut parsed.diagnostics) {
        let Some(entry) = document.value.as_map().and_then(|map| map.entry("services")) else {
            continue;
        };
        found = true;
        match &entry.value.kind {
            Kind::Map(services) => {
                let mut extends = Extends::new(fragment.path, services);
                for service in services.iter() {
                    read_service(fragment, file, service, &mut extends, parsed);
                }
            }
            Kind::Null => {}
            _ => complain(fragment, entry, "`services` is not a map", parsed),
        }
    }
    if !found && parsed.diagnostics.len() == faults {
        let message = "not a Compose file: `services` is missing";
        parsed.diagnostics.push(Diagnostic::file(fragment.path.clone(), message));
    }
}

fn read_service(
    fragment: Fragment<'_>,
    file: &Str,
    service: &Entry,
    extends: &mut Extends<'_>,
    parsed: &mut Parsed,
) {
    // Keys with `x-` are the author's own.
    if service.key.starts_with("x-") {
        return;
    }
    let extended = extends.resolve(service);
    if let Some((place, message)) = extended.fault {
        let diagnostic = Diagnostic::at(fragment.path.clone(), place, message, Loss::Part);
        let lost = format!("what `{}` takes over", service.key);
        parsed.diagnostics.push(diagnostic.losing(lost));
    }
    let mut attributes = extended.service;
    if attributes.kind == Kind::Null {
        attributes.kind = Kind::Map(Arc::default());
    }
    if attributes.as_map().is_none() {
        return complain(fragment, service, "a service is not a map", parsed);
    }
    interpolate::fill(&mut attributes);
    let references = references(file, &attributes);
    // Before the base: that one's environment files are part of what it leaves open.
    open::environment(&mut attributes);
    if let Some(unknown) = extended.open {
        open::base(&mut attributes, &unknown);
    }
    let workload = workload::view(&service.key, &attributes);
    parsed.resources.push(Resource {
        address: address(file, &service.key).into(),
        kind: SERVICE.into(),
        name: service.key.clone(),
        format: Format::Compose,
        scope: file.clone(),
        span: service.key_span.to(service.value.span),
        header: service.key_span,
        attributes,
        workload: Some(Workload::Made(workload)),
        pipeline: None,
        references,
    });
}

/// The view of a service whose attributes were changed.
pub(super) fn view(name: &Str, service: &Value) -> Value {
    workload::view(name, service)
}

fn address(file: &str, service: &str) -> String {
    format!("{file}#services.{service}")
}

fn complain(fragment: Fragment<'_>, entry: &Entry, message: &str, parsed: &mut Parsed) {
    let span = entry.key_span.to(entry.value.span);
    let diagnostic = Diagnostic::at(fragment.path.clone(), span, message, Loss::Part);
    parsed.diagnostics.push(diagnostic.losing(format!("`{}`", entry.key)));
}

/// The services that one waits for or shares a namespace with.
fn references(file: &str, service: &Value) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut add = |name: &str, path: Vec<Segment>| {
        found.push(Reference { to: address(file, name).into(), path: Path(path) });
    };
    for key in ["depends_on", "links"] {
        match service.get(key).map(|value| &value.kind) {
            Some(Kind::List(names)) => {
                for (index, name) in names.iter().enumerate() {
                    let name = name.as_str().unwrap_or_default();
                    let name = name.split(':').next().unwrap_or_default();
                    add(name, vec![key.into(), index.into()]);
                }
            }
            Some(Kind::Map(names)) => {
                names.iter().for_each(|entry| {
                    add(&entry.key, vec![key.into(), Segment::Key(entry.key.clone())]);
                });
            }
            _ => {}
        }
    }
    for key in ["network_mode", "pid", "ipc"] {
        let mode = service.get(key).and_then(Value::as_str).unwrap_or_default();
        if let Some(name) = mode.strip_prefix("service:") {
            add(name, vec![key.into()]);
        }
    }
    found
}

#[cfg(test)]
mod tests;
