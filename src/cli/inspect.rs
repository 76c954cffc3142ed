//! `provost inspect`: the model as JSON.

use std::io::{self, Write};

use provost::model::{Cause, Kind, Resource, ResourceId, Sources, Span, Value};
use provost::report::value::json as value;
use serde_json::{Map, Value as Json, json};

use super::args::{Global, InspectArgs};
use super::exit::Exit;
use super::{expression, scan};

/// Prints every resource.
pub fn run(arguments: &InspectArgs, global: &Global) -> anyhow::Result<Exit> {
    let config = scan::config(&scan::flags(&arguments.input, global))?;
    if let Some(expression) = &arguments.expr {
        return expression::run(expression, &config);
    }
    let (loaded, graph) = provost::scan::inspect(&config)?;
    let wanted = |resource: &Resource| {
        arguments.address.as_ref().is_none_or(|text| resource.address.contains(text))
    };
    let resources = &loaded.parsed.resources;
    let printed: Vec<Json> = (0u32..)
        .zip(resources)
        .filter(|(_, resource)| wanted(resource))
        .map(|(id, resource)| {
            let related: Vec<&str> = graph
                .related(ResourceId(id))
                .iter()
                .filter_map(|id| resources.get(id.0 as usize))
                .map(|resource| &*resource.address)
                .collect();
            self::resource(resource, &loaded.sources, &related)
        })
        .collect();
    let diagnostics: Vec<Json> = loaded
        .parsed
        .diagnostics
        .iter()
        .map(|diagnostic| {
            json!({
                "file": *diagnostic.path,
                "place": diagnostic.span.map(|span| place(span, &loaded.sources)),
                "message": diagnostic.message,
                "lost": diagnostic.lost,
            })
        })
        .collect();
    let document = json!({ "version": 1, "resources": printed, "diagnostics": diagnostics });
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    out.flush()?;
    Ok(Exit::Clean)
}

fn resource(resource: &Resource, sources: &Sources, related: &[&str]) -> Json {
    let references: Vec<Json> = resource
        .references
        .iter()
        .map(|reference| json!({ "to": *reference.to, "path": reference.path.to_string() }))
        .collect();
    let mut object = Map::new();
    object.insert("address".into(), json!(*resource.address));
    object.insert("type".into(), json!(*resource.kind));
    object.insert("name".into(), json!(*resource.name));
    object.insert("format".into(), json!(resource.format.name()));
    object.insert("place".into(), place(resource.span, sources));
    object.insert("attributes".into(), value(&resource.attributes));
    object.insert("places".into(), places(&resource.attributes, sources));
    object.insert("unknown".into(), unknowns(&resource.attributes, sources));
    let workload = resource.workload_view();
    for (name, view) in
        [("workload", workload.as_deref()), ("pipeline", resource.pipeline.as_ref())]
    {
        if let Some(view) = view {
            object.insert(name.into(), value(view));
        }
    }
    object.insert("references".into(), references.into());
    object.insert("related".into(), json!(related));
    object.into()
}

/// `file:line:column-line:column`.
pub(super) fn place(span: Span, sources: &Sources) -> Json {
    let (start, end) = sources.positions(span);
    let path = sources.path(span.file);
    json!(format!("{path}:{}:{}-{}:{}", start.line, start.column, end.line, end.column))
}

/// Path → place, for every value that is written somewhere.
fn places(root: &Value, sources: &Sources) -> Json {
    let mut found = Map::new();
    walk(root, &mut |path, value| {
        if !value.span.is_empty() && !path.is_empty() {
            found.insert(path.into(), place(value.span, sources));
        }
    });
    found.into()
}

/// Every unknown value: path, name, why, and where it is declared.
fn unknowns(root: &Value, sources: &Sources) -> Json {
    let mut found = Vec::new();
    walk(root, &mut |path, value| {
        if let Kind::Unknown(unknown) = &value.kind {
            found.push(json!({
                "path": path,
                "name": *unknown.name,
                "because": because(unknown.because),
                "declared_at": unknown.declared_at.map(|span| place(span, sources)),
            }));
        }
    });
    found.into()
}

pub(super) fn because(cause: Cause) -> &'static str {
    match cause {
        Cause::Variable => "a variable without a value",
        Cause::Computed => "computed by the provider",
        Cause::DataSource => "a data source",
        Cause::MissingModule => "a module whose source is not here",
        Cause::Impure => "a function of time, chance or the network",
        Cause::AfterApply => "known after apply",
        Cause::Unevaluated => "an expression that could not be evaluated",
        Cause::Template => "a template that was not rendered",
    }
}

/// Visits every value with its path. Depth is bounded by the parsers.
pub(super) fn walk(value: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    fn step(value: &Value, path: &str, visit: &mut dyn FnMut(&str, &Value)) {
        visit(path, value);
        match &value.kind {
            Kind::List(list) => {
                for (index, value) in list.iter().enumerate() {
                    step(value, &format!("{path}[{index}]"), visit);
                }
            }
            Kind::Map(map) => {
                for entry in map.iter() {
                    let dot = if path.is_empty() { "" } else { "." };
                    step(&entry.value, &format!("{path}{dot}{}", entry.key), visit);
                }
            }
            _ => {}
        }
    }
    step(value, "", visit);
}
