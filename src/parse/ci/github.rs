//! GitHub Actions: workflows and action definitions.
//!
//! In: the YAML of a file or of a block in a document. Out: one resource a definition, its
//! attributes as written, with the view [`pipeline`](crate::model::view::pipeline). Whatever has
//! an unexpected shape costs a diagnostic and itself, never its neighbours. Never here: fetching
//! actions, or deciding what is wrong.

mod expressions;
mod job;
mod permissions;
mod step;
mod triggers;
mod uses;

use crate::model::{Diagnostic, Entry, Format, Kind, Loss, Map, Reference, Resource, Str, Value};

use super::super::yaml::{Document, compose};
use super::super::{Fragment, Parsed};
use super::fields::{Fields, Keys, Place, list, text};

/// Faults of shape that are reported one by one in a definition.
const MAX_FAULTS: usize = 50;

/// Reads a workflow file.
pub fn parse_workflow(fragment: Fragment<'_>, parsed: &mut Parsed) {
    read(Definition::Workflow, fragment, None, parsed);
}

/// Reads a workflow inside a document that starts at a 1-based line: the line becomes part of the
/// address, because a document may hold several.
pub fn parse_workflow_at(fragment: Fragment<'_>, line: u32, parsed: &mut Parsed) {
    read(Definition::Workflow, fragment, Some(line), parsed);
}

/// Reads the definition of an action.
pub fn parse_action(fragment: Fragment<'_>, parsed: &mut Parsed) {
    read(Definition::Action, fragment, None, parsed);
}

/// Reads the definition of an action inside a document, as [`parse_workflow_at`] does.
pub fn parse_action_at(fragment: Fragment<'_>, line: u32, parsed: &mut Parsed) {
    read(Definition::Action, fragment, Some(line), parsed);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Definition {
    Workflow,
    Action,
}

impl Definition {
    fn name(self) -> &'static str {
        match self {
            Self::Workflow => "workflow",
            Self::Action => "action",
        }
    }
}

/// The view of a definition whose attributes were changed, by the text that it came from.
pub(in crate::parse) fn view(resource: &Resource, fragment: Fragment<'_>) -> Option<Value> {
    let kind = [Definition::Workflow, Definition::Action]
        .into_iter()
        .find(|kind| kind.name() == &*resource.kind)?;
    let root = resource.attributes.as_map()?;
    Some(Reader::new(kind, fragment).pipeline(root, &resource.name))
}

fn read(kind: Definition, fragment: Fragment<'_>, line: Option<u32>, parsed: &mut Parsed) {
    let known = parsed.diagnostics.len();
    let mut addresses = Addresses { fragment, line, counted: 0, lines: 0, any: false };
    for document in compose(fragment, &mut parsed.diagnostics) {
        let root = match &document.value.kind {
            Kind::Null => continue,
            Kind::Map(root) => root.clone(),
            _ => {
                let message = format!("no {}: {}", kind.name(), found(&document.value, "a map"));
                let path = fragment.path.clone();
                let fault = Diagnostic::at(path, document.value.span, message, Loss::Part);
                parsed.diagnostics.push(fault.losing("this YAML document"));
                continue;
            }
        };
        let address = addresses.next(&document);
        Reader::new(kind, fragment).resource(address, &document, &root, parsed);
    }
    if !addresses.any && parsed.diagnostics.len() == known {
        let message = format!("no {} in it: the text is empty", kind.name());
        let (path, span) = (fragment.path.clone(), fragment.span(0, 0));
        parsed.diagnostics.push(Diagnostic::at(path, span, message, Loss::Nothing));
    }
}

/// Addresses of the definitions of one text: the path, with a line where that alone does not tell
/// one from another.
struct Addresses<'a> {
    fragment: Fragment<'a>,
    line: Option<u32>,
    counted: usize,
    lines: usize,
    any: bool,
}

impl Addresses<'_> {
    fn next(&mut self, document: &Document) -> Str {
        let first = !std::mem::replace(&mut self.any, true);
        match self.line {
            None if first => return self.fragment.path.clone(),
            Some(line) if first => return format!("{}:{line}", self.fragment.path).into(),
            _ => {}
        }
        let start = (document.span.start as usize).saturating_sub(self.fragment.offset);
        let between = self.fragment.text.get(self.counted..start).unwrap_or_default();
        self.lines += between.bytes().filter(|byte| *byte == b'\n').count();
        self.counted = start;
        format!("{}:{}", self.fragment.path, self.line.unwrap_or(1) as usize + self.lines).into()
    }
}

/// What stands where something else belongs.
fn found(value: &Value, wanted: &str) -> String {
    let is = match &value.kind {
        Kind::Null => "nothing",
        Kind::Bool(_) => "a boolean",
        Kind::Number(_) => "a number",
        Kind::String(_) => "a string",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        Kind::Unknown(_) => "an unknown value",
    };
    format!("{is} where {wanted} belongs")
}

/// The reader of one definition.
struct Reader<'a> {
    kind: Definition,
    fragment: Fragment<'a>,
    keys: Keys,
    diagnostics: Vec<Diagnostic>,
    faults: usize,
    references: Vec<Reference>,
}

impl<'a> Reader<'a> {
    fn new(kind: Definition, fragment: Fragment<'a>) -> Self {
        let keys = Keys::default();
        Self { kind, fragment, keys, diagnostics: Vec::new(), faults: 0, references: Vec::new() }
    }

    fn resource(mut self, address: Str, document: &Document, root: &Map, parsed: &mut Parsed) {
        let named = root.entry("name").filter(|entry| entry.value.as_str().is_some());
        let name = match named.map(|entry| &entry.value.kind) {
            Some(Kind::String(name)) => name.clone(),
            _ => stem(self.fragment.path).into(),
        };
        let header = named.or_else(|| root.iter().next()).map_or(document.span, place);
        let pipeline = self.pipeline(root, &name);
        if self.faults > MAX_FAULTS {
            let message =
                format!("{} further parts have the wrong shape", self.faults - MAX_FAULTS);
            let path = self.fragment.path.clone();
            let fault = Diagnostic::at(path, header, message, Loss::Part);
            self.diagnostics.push(fault.losing("those parts"));
        }
        parsed.diagnostics.append(&mut self.diagnostics);
        parsed.resources.push(Resource {
            address,
            kind: self.kind.name().into(),
            name,
            format: Format::GithubActions,
            scope: "github".into(),
            span: document.span,
            header,
            attributes: document.value.clone(),
            workload: None,
            pipeline: Some(pipeline),
            references: self.references,
        });
    }

    fn pipeline(&mut self, root: &Map, name: &Str) -> Value {
        let workflow = self.kind == Definition::Workflow;
        let top = Place::default();
        let triggers = if workflow { self.triggers(root) } else { list(Vec::new()) };
        let permissions = if workflow { self.permissions(root) } else { None };
        let unexplained = permissions::undocumented(permissions.as_ref(), self.fragment);
        let env = self.map_or_empty(root, "env");
        let jobs = if workflow { self.jobs(root) } else { self.runs(root, name) };
        let below = |key: &str| !matches!(key, "jobs" | "runs");
        let expressions = self.expressions(root, &top, below);
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put("system", text("github-actions"))
            .put("kind", text(self.kind.name()))
            .put("name", text(name.clone()))
            .put("triggers", triggers)
            .put_some("permissions", permissions)
            .put("permissions_path", list(vec![text("permissions")]))
            .put("permissions_undocumented", unexplained)
            .put("env", env)
            .put_some("concurrency", root.get("concurrency").cloned())
            .put("jobs", jobs)
            .put("expressions", expressions);
        fields.finish()
    }

    /// Reports a part of the wrong shape.
    fn misshapen(&mut self, what: &str, value: &Value, wanted: &str) {
        self.faults += 1;
        if self.faults > MAX_FAULTS {
            return;
        }
        let message = format!("`{what}`: {}", found(value, wanted));
        let path = self.fragment.path.clone();
        let fault = Diagnostic::at(path, value.span, message, Loss::Part);
        self.diagnostics.push(fault.losing(format!("this `{what}`")));
    }

    /// A map under a key; an empty one where there is none, or where one expression makes it.
    fn map_or_empty(&mut self, map: &Map, key: &str) -> Value {
        match map.get(key) {
            Some(value) if value.as_map().is_some() || is_open(value) => value.clone(),
            None => super::fields::empty_map(),
            Some(value) => {
                let open = value.as_str().is_some_and(|text| text.contains("${{"));
                if !open && value.kind != Kind::Null {
                    self.misshapen(key, value, "a map");
                }
                super::fields::empty_map()
            }
        }
    }

    /// A string under a key.
    fn string(&mut self, map: &Map, key: &str) -> Option<Value> {
        let value = map.get(key).filter(|value| value.kind != Kind::Null)?;
        if value.as_str().is_some() || is_open(value) {
            return Some(value.clone());
        }
        self.misshapen(key, value, "a string");
        None
    }
}

/// Whether a value is not known. No file writes one; a value that somebody asks about may be.
fn is_open(value: &Value) -> bool {
    value.as_unknown().is_some()
}

/// Where an entry stands, from its key to its value if that is a scalar.
fn place(entry: &Entry) -> crate::model::Span {
    match entry.value.kind {
        Kind::Map(_) | Kind::List(_) => entry.key_span,
        _ => entry.key_span.to(entry.value.span),
    }
}

/// `.github/workflows/ci.yml` → `ci`.
fn stem(path: &str) -> &str {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests;
