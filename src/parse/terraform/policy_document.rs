//! `aws_iam_policy_document`: the JSON that the data source gives.
//!
//! In: an instance of the data source. Out: its JSON text; where parts are unknown, an unknown
//! string that carries the structure around them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::context::{Context, Fault, Memo};
use super::values::finish::finish;
use super::values::json::write_string;
use super::values::unknown::some_string;
use super::values::{Kind, Value};
use crate::model::{self, Cause, Entry, Map, Shape, Span, Str, Unknown};

impl Context<'_, '_> {
    /// The attributes that the data source computes; `None` for any other.
    pub(super) fn policy_document(
        &self,
        block: usize,
        instance: usize,
        name: &Str,
        span: Span,
    ) -> Option<Value> {
        if !matches!(&**name, "json" | "minified_json") {
            return None;
        }
        let key = (block, instance, Str::from("json"));
        let known = self.scope.attributes.borrow().get(&key).cloned();
        if let Some(memo) = known {
            return Some(self.recall(memo, span, || "the policy document".into()));
        }
        self.scope.attributes.borrow_mut().insert(key.clone(), Memo::Running);
        let value = self.document(block, instance, span);
        self.scope.attributes.borrow_mut().insert(key, Memo::Done(value.clone(), Fault::None));
        Some(value)
    }

    fn document(&self, block: usize, instance: usize, span: Span) -> Value {
        let mut marks = Value::null(span);
        let mut member = |name: &str| {
            let value = self.instance_attribute(block, instance, &name.into(), span)?;
            value.deep_marks(&mut marks.refs, &mut marks.sensitive);
            (!value.is_null()).then_some(value)
        };
        let mut statements = Vec::new();
        for name in ["source_json", "source_policy_documents"] {
            merge_texts(&mut statements, member(name));
        }
        let own = member("statement").map(|value| finish(&value));
        let own = own.as_ref().and_then(model::Value::as_list).unwrap_or_default();
        for statement in own {
            merge(&mut statements, plain_statement(statement));
        }
        for name in ["override_json", "override_policy_documents"] {
            merge_texts(&mut statements, member(name));
        }
        let mut document = Map::default();
        let version = member("version").map(|version| finish(&version));
        push(&mut document, "Version", version.unwrap_or_else(|| text("2012-10-17")));
        if let Some(id) = member("policy_id") {
            push(&mut document, "Id", finish(&id));
        }
        push(&mut document, "Statement", model::Value::list(statements, span));
        let document = model::Value::map(document, span);
        let address = self.instance_address(self.scope, block, instance).unwrap_or_default();
        as_text(document, &format!("{address}.json"), span).marked_by(&marks)
    }
}

/// The text of a document, or an unknown that has its structure.
fn as_text(document: model::Value, name: &str, span: Span) -> Value {
    match first_unknown(&document) {
        None => {
            let mut out = String::new();
            write(&document, 0, &mut out);
            Value::string(out, span)
        }
        Some(unknown) => {
            let shape = Shape {
                prefix: "{".into(),
                not_empty: true,
                json: Some(Arc::new(document)),
                ..some_string()
            };
            let name = if unknown.because == Cause::Unevaluated { name } else { &unknown.name };
            Value::unknown(name, unknown.because, unknown.declared_at, shape, span)
        }
    }
}

fn first_unknown(value: &model::Value) -> Option<Arc<Unknown>> {
    match &value.kind {
        model::Kind::Unknown(unknown) => Some(Arc::clone(unknown)),
        model::Kind::List(values) => values.iter().find_map(first_unknown),
        model::Kind::Map(map) => map.iter().find_map(|entry| first_unknown(&entry.value)),
        _ => None,
    }
}

fn text(text: &str) -> model::Value {
    model::Value::string(text, Span::default())
}

fn push(map: &mut Map, key: &str, value: model::Value) {
    map.push(Entry { key: key.into(), key_span: value.span, value });
}

/// Adds a statement; one with the same identifier is replaced.
fn merge(statements: &mut Vec<model::Value>, statement: model::Value) {
    let sid = statement.get("Sid").and_then(model::Value::as_str).filter(|sid| !sid.is_empty());
    let same = sid.and_then(|sid| {
        statements
            .iter()
            .position(|other| other.get("Sid").and_then(model::Value::as_str) == Some(sid))
    });
    match same.and_then(|at| statements.get_mut(at)) {
        Some(place) => *place = statement,
        None => statements.push(statement),
    }
}

/// Adds the statements of documents that are given as JSON texts.
fn merge_texts(statements: &mut Vec<model::Value>, documents: Option<Value>) {
    let Some(documents) = documents else { return };
    let list = match documents.elements() {
        Some(list) => list.iter().cloned().collect(),
        None => vec![documents],
    };
    for document in list {
        let structure = match &document.kind {
            Kind::String(text) => {
                super::values::json::decode(text, document.span).ok().map(|value| finish(&value))
            }
            Kind::Unknown(unknown) => match &unknown.shape.json {
                Some(structure) => Some((**structure).clone()),
                None => {
                    // What it adds is open: one statement of which nothing is known.
                    statements.push(finish(&document));
                    None
                }
            },
            _ => None,
        };
        match structure.as_ref().and_then(|structure| structure.get("Statement")) {
            Some(model::Value { kind: model::Kind::List(list), .. }) => {
                for statement in list.iter() {
                    merge(statements, statement.clone());
                }
            }
            Some(statement) => merge(statements, statement.clone()),
            None => {}
        }
    }
}

/// A `statement` block in the words of the policy language.
fn plain_statement(block: &model::Value) -> model::Value {
    if block.as_map().is_none() {
        return block.clone();
    }
    let mut out = Map::default();
    let given = |name: &str| block.get(name).filter(|value| value.kind != model::Kind::Null);
    if let Some(sid) = given("sid").filter(|sid| sid.as_str() != Some("")) {
        push(&mut out, "Sid", sid.clone());
    }
    push(&mut out, "Effect", given("effect").cloned().unwrap_or_else(|| text("Allow")));
    for (name, key) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        if let Some(values) = given(name).filter(|values| !is_empty_list(values)) {
            push(&mut out, key, one_or_many(values));
        }
    }
    for (name, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        if let Some(principals) = given(name) {
            push(&mut out, key, plain_principals(principals));
        }
    }
    if let Some(conditions) = given("condition") {
        push(&mut out, "Condition", plain_conditions(conditions));
    }
    model::Value::map(out, block.span)
}

fn is_empty_list(value: &model::Value) -> bool {
    value.as_list().is_some_and(<[_]>::is_empty)
}

/// One value stands alone, several are a list in the order that the provider writes.
fn one_or_many(values: &model::Value) -> model::Value {
    let Some(list) = values.as_list() else { return values.clone() };
    let mut list: Vec<model::Value> = list.iter().map(variables).collect();
    if list.iter().all(|value| value.as_str().is_some()) {
        list.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
        list.dedup_by(|a, b| a.as_str() == b.as_str());
    }
    match <[model::Value; 1]>::try_from(list) {
        Ok([only]) => only,
        Err(list) => model::Value::list(list, values.span),
    }
}

/// `&{…}` is how a policy variable is written past Terraform's own templates.
fn variables(value: &model::Value) -> model::Value {
    match value.as_str() {
        Some(text) if text.contains("&{") => {
            model::Value::string(text.replace("&{", "${"), value.span)
        }
        _ => value.clone(),
    }
}

fn plain_principals(blocks: &model::Value) -> model::Value {
    let Some(list) = blocks.as_list() else { return blocks.clone() };
    let mut by_type: Vec<(Str, Vec<model::Value>, Span)> = Vec::new();
    for block in list {
        let (Some(kind), Some(identifiers)) = (block.get("type"), block.get("identifiers")) else {
            return block.clone();
        };
        let Some(kind) = kind.as_str() else { return kind.clone() };
        let Some(identifiers) = identifiers.as_list() else { return identifiers.clone() };
        if kind == "*" && identifiers.iter().any(|one| one.as_str() == Some("*")) {
            return model::Value::string("*", block.span);
        }
        match by_type.iter_mut().find(|(known, ..)| &**known == kind) {
            Some((_, known, _)) => known.extend(identifiers.iter().cloned()),
            None => by_type.push((kind.into(), identifiers.to_vec(), block.span)),
        }
    }
    let mut out = Map::default();
    for (kind, identifiers, span) in by_type {
        push(&mut out, &kind, one_or_many(&model::Value::list(identifiers, span)));
    }
    model::Value::map(out, blocks.span)
}

fn plain_conditions(blocks: &model::Value) -> model::Value {
    let Some(list) = blocks.as_list() else { return blocks.clone() };
    let mut tests: Vec<(Str, Map)> = Vec::new();
    for block in list {
        let (Some(test), Some(variable), Some(values)) =
            (block.get("test"), block.get("variable"), block.get("values"))
        else {
            return block.clone();
        };
        let (Some(test_name), Some(name)) = (test.as_str(), variable.as_str()) else {
            return if test.as_str().is_none() { test.clone() } else { variable.clone() };
        };
        let entry = Entry { key: name.into(), key_span: variable.span, value: one_or_many(values) };
        match tests.iter_mut().find(|(known, _)| &**known == test_name) {
            Some((_, map)) => map.push(entry),
            None => tests.push((test_name.into(), [entry].into_iter().collect())),
        }
    }
    let mut out = Map::default();
    for (test, map) in tests {
        push(&mut out, &test, model::Value::map(map, blocks.span));
    }
    model::Value::map(out, blocks.span)
}

/// Indented by two, in the order of the structure.
fn write(value: &model::Value, indent: usize, out: &mut String) {
    let line = |indent: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(indent));
    };
    match &value.kind {
        model::Kind::List(values) if values.is_empty() => out.push_str("[]"),
        model::Kind::Map(map) if map.is_empty() => out.push_str("{}"),
        model::Kind::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(indent + 1, out);
                write(value, indent + 1, out);
            }
            line(indent, out);
            out.push(']');
        }
        model::Kind::Map(map) => {
            out.push('{');
            for (index, entry) in map.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(indent + 1, out);
                write_string(&entry.key, out);
                out.push_str(": ");
                write(&entry.value, indent + 1, out);
            }
            line(indent, out);
            out.push('}');
        }
        model::Kind::String(text) => write_string(text, out),
        model::Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        model::Kind::Number(model::Number::Int(value)) => drop(write!(out, "{value}")),
        model::Kind::Number(model::Number::Float(value)) => drop(write!(out, "{value}")),
        model::Kind::Number(model::Number::Decimal(text)) => out.push_str(text),
        model::Kind::Null | model::Kind::Unknown(_) => out.push_str("null"),
    }
}
