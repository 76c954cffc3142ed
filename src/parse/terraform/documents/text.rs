//! Documents as text.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::model::{self, Cause, Shape, Span, Unknown};
use crate::parse::terraform::values::Value;
use crate::parse::terraform::values::json::write_string;
use crate::parse::terraform::values::unknown::some_string;

/// The text of a document, or an unknown that has its structure.
pub(super) fn of(document: model::Value, indented: bool, name: &str, span: Span) -> Value {
    match first_unknown(&document) {
        None => {
            let mut out = String::new();
            write(&document, indented.then_some(0), &mut out);
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

/// In the order of the structure: indented by two for each level, or without any space.
fn write(value: &model::Value, indent: Option<usize>, out: &mut String) {
    let line = |more: usize, out: &mut String| {
        if let Some(indent) = indent {
            out.push('\n');
            out.push_str(&"  ".repeat(indent + more));
        }
    };
    let below = indent.map(|indent| indent + 1);
    match &value.kind {
        model::Kind::List(values) if values.is_empty() => out.push_str("[]"),
        model::Kind::Map(map) if map.is_empty() => out.push_str("{}"),
        model::Kind::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(1, out);
                write(value, below, out);
            }
            line(0, out);
            out.push(']');
        }
        model::Kind::Map(map) => {
            out.push('{');
            for (index, entry) in map.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(1, out);
                write_string(&entry.key, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write(&entry.value, below, out);
            }
            line(0, out);
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
