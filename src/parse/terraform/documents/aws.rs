//! `aws_iam_policy_document`: the document that the data source gives.
//!
//! In: an instance of the data source. Out: its structure, in the order and with the merging of the
//! provider; what is unknown of it stays so in its place.

use std::collections::BTreeMap;

use crate::model::{self, Entry, Map, Span, Str};
use crate::parse::terraform::values::finish::finish;
use crate::parse::terraform::values::{Kind, Value, json};

/// The document of an instance whose arguments are given.
pub(super) fn document(mut member: impl FnMut(&str) -> Option<Value>, span: Span) -> model::Value {
    let mut merged = Document::default();
    for name in ["source_json", "source_policy_documents"] {
        merged.add_texts(member(name));
    }
    let own = member("statement").map(|value| finish(&value));
    let version = member("version").map(|version| finish(&version));
    merged.set_version(version.unwrap_or_else(|| text("2012-10-17")));
    if let Some(id) = member("policy_id").map(|id| finish(&id)).filter(|id| id.as_str() != Some(""))
    {
        merged.id = Some(id);
    }
    match own {
        Some(model::Value { kind: model::Kind::List(list), .. }) => {
            list.iter().for_each(|statement| merged.add(plain_statement(statement)));
        }
        Some(open) => merged.statements.push(open),
        None => {}
    }
    for name in ["override_json", "override_policy_documents"] {
        merged.add_texts(member(name));
    }
    merged.finish(span)
}

/// A document while others are merged into it.
#[derive(Default)]
struct Document {
    version: Option<model::Value>,
    id: Option<model::Value>,
    statements: Vec<model::Value>,
}

impl Document {
    /// The later version of two is kept; one that is open may be either.
    fn set_version(&mut self, version: model::Value) {
        let newer = match (self.version.as_ref().map(model::Value::as_str), version.as_str()) {
            (Some(Some(old)), Some(new)) => new > old,
            (None, _) => true,
            (_, new) => new.is_none(),
        };
        if newer {
            self.version = Some(version);
        }
    }

    /// Adds a statement; one with the same identifier is replaced.
    fn add(&mut self, statement: model::Value) {
        fn sid(statement: &model::Value) -> Option<&str> {
            statement.get("Sid")?.as_str().filter(|sid| !sid.is_empty())
        }
        let own = sid(&statement);
        let same = own.and_then(|own| self.statements.iter().position(|it| sid(it) == Some(own)));
        match same.and_then(|at| self.statements.get_mut(at)) {
            Some(place) => *place = statement,
            None => self.statements.push(statement),
        }
    }

    /// Adds documents that are given as JSON texts.
    fn add_texts(&mut self, documents: Option<Value>) {
        let Some(documents) = documents else { return };
        let list = match documents.elements() {
            Some(list) => list.iter().cloned().collect(),
            None => vec![documents],
        };
        for document in list {
            let structure = match &document.kind {
                Kind::String(text) if text.trim().is_empty() => None,
                Kind::String(text) => {
                    json::decode(text, document.span).ok().map(|value| finish(&value))
                }
                Kind::Unknown(unknown) => match &unknown.shape.json {
                    Some(structure) => Some((**structure).clone()),
                    None => {
                        // What it adds is open: one statement of which nothing is known.
                        self.statements.push(finish(&document));
                        None
                    }
                },
                _ => None,
            };
            if let Some(structure) = structure {
                self.add_document(&structure);
            }
        }
    }

    fn add_document(&mut self, document: &model::Value) {
        if let Some(version) = document.get("Version") {
            self.set_version(version.clone());
        }
        if let Some(id) = document.get("Id").filter(|id| id.as_str() != Some("")) {
            self.id = Some(id.clone());
        }
        match document.get("Statement") {
            Some(model::Value { kind: model::Kind::List(list), .. }) => {
                list.iter().for_each(|statement| self.add(read_statement(statement)));
            }
            Some(statement) => self.add(read_statement(statement)),
            None => {}
        }
    }

    fn finish(self, span: Span) -> model::Value {
        let mut out = Map::default();
        for (name, value) in [("Version", self.version), ("Id", self.id)] {
            if let Some(value) = value {
                push(&mut out, name, value);
            }
        }
        if !self.statements.is_empty() {
            push(&mut out, "Statement", model::Value::list(self.statements, span));
        }
        model::Value::map(out, span)
    }
}

/// Elements of a statement, in the order that the provider writes them.
const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/// A statement of a JSON text as the provider writes it again.
fn read_statement(statement: &model::Value) -> model::Value {
    let Some(map) = statement.as_map() else { return statement.clone() };
    let mut out = Map::default();
    for name in ELEMENTS {
        let Some(value) = map.get(name).filter(|value| !is_void(value)) else { continue };
        let value = match name {
            "Principal" | "NotPrincipal" => sorted_principals(value),
            "Condition" => sorted_conditions(value),
            _ => value.clone(),
        };
        push(&mut out, name, value);
    }
    model::Value::map(out, statement.span)
}

fn is_void(value: &model::Value) -> bool {
    matches!(value.kind, model::Kind::Null) || value.as_str() == Some("")
}

fn sorted_principals(value: &model::Value) -> model::Value {
    let Some(map) = value.as_map() else { return value.clone() };
    let mut entries: Vec<Entry> = map.iter().cloned().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    for entry in &mut entries {
        if let Some(list) = entry.value.as_list() {
            entry.value = model::Value::list(descending(list.to_vec()), entry.value.span);
        }
    }
    model::Value::map(entries.into_iter().collect(), value.span)
}

/// Tests and variables in order; a single value stands alone.
fn sorted_conditions(value: &model::Value) -> model::Value {
    let sorted = |value: &model::Value, each: &dyn Fn(&model::Value) -> model::Value| {
        let Some(map) = value.as_map() else { return value.clone() };
        let mut entries: Vec<Entry> = map.iter().cloned().collect();
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        entries.iter_mut().for_each(|entry| entry.value = each(&entry.value));
        model::Value::map(entries.into_iter().collect(), value.span)
    };
    let flat = |value: &model::Value| match (&value.kind, value.as_list()) {
        (_, Some([only])) => only.clone(),
        (model::Kind::Bool(flag), _) => model::Value::string(flag.to_string(), value.span),
        _ => value.clone(),
    };
    sorted(value, &|test| sorted(test, &flat))
}

/// Texts from last to first, as the provider sorts what is a set.
fn descending(mut list: Vec<model::Value>) -> Vec<model::Value> {
    if list.iter().all(|value| value.as_str().is_some()) {
        list.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
    }
    list
}

fn text(text: &str) -> model::Value {
    model::Value::string(text, Span::default())
}

fn push(map: &mut Map, key: &str, value: model::Value) {
    map.push(Entry { key: key.into(), key_span: value.span, value });
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
    let mut list = descending(list.iter().map(variables).collect());
    if list.iter().all(|value| value.as_str().is_some()) {
        list.dedup_by(|a, b| a.as_str() == b.as_str());
    }
    match <[model::Value; 1]>::try_from(list) {
        Ok([only]) => only,
        Err(list) => model::Value::list(list, values.span),
    }
}

/// `&{…}` is how a policy variable is written past Terraform's own templates.
fn variables(value: &model::Value) -> model::Value {
    let plain = match &value.kind {
        model::Kind::String(text) if text.contains("&{") => text.replace("&{", "${"),
        // The provider's lists are of text.
        model::Kind::Bool(flag) => flag.to_string(),
        model::Kind::Number(model::Number::Int(number)) => number.to_string(),
        _ => return value.clone(),
    };
    model::Value { sensitive: value.sensitive, ..model::Value::string(plain, value.span) }
}

fn plain_principals(blocks: &model::Value) -> model::Value {
    let Some(list) = blocks.as_list() else { return blocks.clone() };
    let mut by_type: BTreeMap<Str, (Vec<model::Value>, Span)> = BTreeMap::new();
    for block in list {
        let (Some(kind), Some(identifiers)) = (block.get("type"), block.get("identifiers")) else {
            return block.clone();
        };
        let Some(kind) = kind.as_str() else { return kind.clone() };
        let Some(identifiers) = identifiers.as_list() else { return identifiers.clone() };
        if kind == "*" && identifiers.iter().any(|one| one.as_str() == Some("*")) {
            return model::Value::string("*", block.span);
        }
        let of_type = by_type.entry(kind.into()).or_insert_with(|| (Vec::new(), block.span));
        of_type.0.extend(identifiers.iter().cloned());
    }
    let mut out = Map::default();
    for (kind, (identifiers, span)) in by_type {
        push(&mut out, &kind, one_or_many(&model::Value::list(identifiers, span)));
    }
    model::Value::map(out, blocks.span)
}

fn plain_conditions(blocks: &model::Value) -> model::Value {
    let Some(list) = blocks.as_list() else { return blocks.clone() };
    let mut tests: BTreeMap<Str, BTreeMap<Str, (Span, model::Value)>> = BTreeMap::new();
    for block in list {
        let (Some(test), Some(variable), Some(values)) =
            (block.get("test"), block.get("variable"), block.get("values"))
        else {
            return block.clone();
        };
        let (Some(test_name), Some(name)) = (test.as_str(), variable.as_str()) else {
            return if test.as_str().is_none() { test.clone() } else { variable.clone() };
        };
        let variables = tests.entry(test_name.into()).or_default();
        let values = in_order(values);
        let merged = match (variables.remove(name), values) {
            (Some((span, known)), values) => (span, joined(known, values)),
            (None, values) => (variable.span, values),
        };
        variables.insert(name.into(), merged);
    }
    let entry = |(key, (key_span, value))| Entry { key, key_span, value };
    let mut out = Map::default();
    for (test, variables) in tests {
        let map = variables.into_iter().map(entry).collect();
        push(&mut out, &test, model::Value::map(map, blocks.span));
    }
    model::Value::map(out, blocks.span)
}

/// Values of a condition keep their order; one stands alone.
fn in_order(values: &model::Value) -> model::Value {
    match values.as_list() {
        Some([only]) => variables(only),
        Some(list) => model::Value::list(list.iter().map(variables).collect(), values.span),
        None => values.clone(),
    }
}

/// The values of two conditions of one test and variable.
fn joined(one: model::Value, other: model::Value) -> model::Value {
    let span = one.span;
    let mut list = Vec::new();
    for value in [one, other] {
        match value.as_list() {
            Some(values) => list.extend(values.iter().cloned()),
            None => list.push(value),
        }
    }
    model::Value::list(list, span)
}
