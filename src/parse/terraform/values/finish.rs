//! From values of the evaluation to values of the model, and back for JSON structures.
//!
//! In: a value. Out: the model's value of it, and the references that it holds, with their paths.
//! Values share parts, so the number of nodes written out is bounded.

use std::sync::Arc;

use super::{Item, Kind, Map, Number, Refs, Value};
use crate::model::{self, Cause, Path, Reference, Segment, Shape, Span, Unknown};

/// Nodes written out for one resource.
const MAX_NODES: u32 = 500_000;

/// Turns values into the model's.
#[derive(Debug)]
pub struct Finish {
    /// References met so far.
    pub references: Vec<Reference>,
    nodes: u32,
    path: Path,
    /// Sensitive values around the present one.
    hidden: u32,
}

impl Default for Finish {
    fn default() -> Self {
        Self { references: Vec::new(), nodes: MAX_NODES, path: Path::root(), hidden: 0 }
    }
}

impl Finish {
    /// Whether something was cut off.
    pub fn is_exhausted(&self) -> bool {
        self.nodes == 0
    }

    /// The model's value below an attribute of a name.
    pub fn entry(&mut self, key: &model::Str, value: &Value) -> model::Value {
        self.path.0.push(Segment::Key(key.clone()));
        let finished = self.value(value, &Refs::default());
        self.path.0.pop();
        finished
    }

    fn value(&mut self, value: &Value, above: &Refs) -> model::Value {
        self.nodes = self.nodes.saturating_sub(1);
        if !value.refs.is_empty() && value.refs != *above {
            for to in value.refs.iter() {
                self.references.push(Reference { to: to.clone(), path: self.path.clone() });
            }
        }
        self.hidden += u32::from(value.sensitive);
        let kind = if self.nodes == 0 { too_large() } else { self.kind(value) };
        let sensitive = self.hidden > 0;
        self.hidden -= u32::from(value.sensitive);
        model::Value { kind, span: value.span, sensitive }
    }

    fn kind(&mut self, value: &Value) -> model::Kind {
        match &value.kind {
            Kind::Null => model::Kind::Null,
            Kind::Bool(value) => model::Kind::Bool(*value),
            Kind::Number(value) => model::Kind::Number(number(value)),
            Kind::String(text) => model::Kind::String(text.clone()),
            Kind::List(values) | Kind::Set(values) => {
                let mut list = Vec::with_capacity(values.len());
                for (index, element) in values.iter().enumerate() {
                    self.path.0.push(Segment::Index(index));
                    list.push(self.value(element, &value.refs));
                    self.path.0.pop();
                }
                model::Kind::List(Arc::new(list))
            }
            Kind::Map(map) => {
                let mut out = model::Map::default();
                for (key, item) in in_source_order(map) {
                    self.path.0.push(Segment::Key(key.clone()));
                    let finished = self.value(&item.value, &value.refs);
                    self.path.0.pop();
                    out.push(model::Entry {
                        key: key.clone(),
                        key_span: item.key_span,
                        value: finished,
                    });
                }
                model::Kind::Map(Arc::new(out))
            }
            Kind::Unknown(unknown) => model::Kind::Unknown(Arc::clone(unknown)),
            Kind::Handle(_) => {
                let name = value.refs.iter().next().cloned().unwrap_or_else(|| "a resource".into());
                unknown(name, Cause::Computed, Shape { not_null: true, ..Shape::default() })
            }
        }
    }
}

/// The model's value, where references do not matter.
pub fn finish(value: &Value) -> model::Value {
    Finish::default().value(value, &Refs::default())
}

fn too_large() -> model::Kind {
    unknown("a value too large".into(), Cause::Unevaluated, Shape::default())
}

fn unknown(name: model::Str, because: Cause, shape: Shape) -> model::Kind {
    model::Kind::Unknown(Arc::new(Unknown { name, because, declared_at: None, shape }))
}

/// Entries as the source has them, where it has all of them in one file; else by key.
fn in_source_order(map: &Map) -> Vec<(&model::Str, &Item)> {
    let mut entries: Vec<_> = map.iter().collect();
    let file = entries.first().map(|(_, item)| item.key_span.file);
    let written = |item: &Item| !item.key_span.is_empty() && Some(item.key_span.file) == file;
    if entries.iter().all(|(_, item)| written(item)) {
        entries.sort_by_key(|(_, item)| item.key_span.start);
    }
    entries
}

fn number(value: &Number) -> model::Number {
    if let Number::Int(value) = value {
        return model::Number::Int(*value);
    }
    let text = value.to_text();
    match text.parse::<f64>() {
        Ok(float) if format!("{float}") == text => model::Number::Float(float),
        _ => model::Number::Decimal(text.into()),
    }
}

/// A number of the syntax tree.
pub fn literal_number(value: &model::Number) -> Option<Number> {
    match value {
        model::Number::Int(value) => Some(Number::Int(*value)),
        model::Number::Float(value) => Number::from_f64(*value),
        model::Number::Decimal(text) => Number::parse(text),
    }
}

/// Back from the model: a structure that JSON text with unknown parts stands for.
pub fn from_model(value: &model::Value, span: Span) -> Value {
    let kind = match &value.kind {
        model::Kind::Null => Kind::Null,
        model::Kind::Bool(value) => Kind::Bool(*value),
        model::Kind::Number(number) => literal_number(number).map_or(Kind::Null, Kind::Number),
        model::Kind::String(text) => Kind::String(text.clone()),
        model::Kind::List(values) => {
            let values = values.iter().map(|value| from_model(value, span)).collect();
            return Value::list(values, span);
        }
        model::Kind::Map(map) => {
            let items = map
                .iter()
                .map(|entry| (entry.key.clone(), Item::from(from_model(&entry.value, span))));
            return Value::map(items.collect(), span);
        }
        model::Kind::Unknown(unknown) => Kind::Unknown(Arc::clone(unknown)),
    };
    Value::new(kind, span)
}
