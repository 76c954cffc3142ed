//! `yamlencode` and `yamldecode`.

use crate::model::Span;
use crate::parse::terraform::values::{Item, Kind, Map, Number, Value, json};

/// YAML text longer than this is not read here.
const MAX_TEXT: usize = 4 << 20;
/// Nodes that a text may stand for, aliases counted in full.
const MAX_NODES: usize = 200_000;

/// The text that Terraform writes: block style, every string quoted, keys sorted.
pub(super) fn encode(value: &Value) -> Result<String, String> {
    let mut out = String::new();
    write(value, 0, &mut out)?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out)
}

fn write(value: &Value, indent: usize, out: &mut String) -> Result<(), String> {
    if out.len() > 16 << 20 {
        return Err("the result is too long".into());
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&number.to_text()),
        Kind::String(text) => write_string(text, indent, out),
        Kind::List(values) | Kind::Set(values) if values.is_empty() => out.push_str("[]"),
        Kind::Map(map) if map.is_empty() => out.push_str("{}"),
        Kind::List(values) | Kind::Set(values) => {
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    new_line(indent, out);
                }
                out.push_str("- ");
                write(value, indent + 2, out)?;
            }
        }
        Kind::Map(map) => {
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    new_line(indent, out);
                }
                json::write_string(key, out);
                out.push(':');
                match &item.value.kind {
                    Kind::Map(inner) if !inner.is_empty() => {
                        new_line(indent + 2, out);
                        write(&item.value, indent + 2, out)?;
                    }
                    Kind::List(inner) | Kind::Set(inner) if !inner.is_empty() => {
                        new_line(indent, out);
                        write(&item.value, indent, out)?;
                    }
                    _ => {
                        out.push(' ');
                        write(&item.value, indent + 2, out)?;
                    }
                }
            }
        }
        Kind::Unknown(_) | Kind::Handle(_) => return Err("a whole resource has no text".into()),
    }
    Ok(())
}

fn new_line(indent: usize, out: &mut String) {
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&" ".repeat(indent));
}

/// Quoted, or as a literal block where it has several lines.
fn write_string(text: &str, indent: usize, out: &mut String) {
    let block = text.contains('\n') && !text.starts_with([' ', '\n']) && !text.contains('\r');
    let padding = text.matches('\n').count().saturating_mul(indent);
    if !block || padding > 16 << 20 {
        json::write_string(text, out);
        return;
    }
    let (body, marker) = match text.strip_suffix('\n') {
        Some(body) if body.ends_with('\n') => (text.trim_end_matches('\n'), "|+"),
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    out.push_str(marker);
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    if marker == "|+" {
        let kept = text.len() - body.len();
        out.push_str(&"\n".repeat(kept));
    }
}

/// A value from one YAML document.
pub(super) fn decode(text: &str, span: Span) -> Result<Value, String> {
    if text.len() > MAX_TEXT {
        return Err("the text is too long".into());
    }
    let parsed: serde_yaml::Value =
        serde_yaml::from_str(text).map_err(|error| format!("not YAML: {error}"))?;
    let mut budget = MAX_NODES;
    convert(&parsed, span, &mut budget)
}

fn convert(yaml: &serde_yaml::Value, span: Span, budget: &mut usize) -> Result<Value, String> {
    *budget = budget.checked_sub(1).ok_or("the document is too large")?;
    Ok(match yaml {
        serde_yaml::Value::Null => Value::null(span),
        serde_yaml::Value::Bool(value) => Value::bool(*value, span),
        serde_yaml::Value::Number(number) => {
            let number = Number::parse(&number.to_string()).ok_or("a number out of range")?;
            Value::number(number, span)
        }
        serde_yaml::Value::String(text) => Value::string(text.as_str(), span),
        serde_yaml::Value::Sequence(values) => {
            let values = values.iter().map(|value| convert(value, span, budget));
            Value::list(values.collect::<Result<_, _>>()?, span)
        }
        serde_yaml::Value::Mapping(map) => {
            let mut out = Map::new();
            for (key, value) in map {
                let key = convert(key, span, budget)?.to_string_value()?;
                let Kind::String(key) = key.kind else { return Err("a key is null".into()) };
                out.insert(key, Item::from(convert(value, span, budget)?));
            }
            Value::map(out, span)
        }
        serde_yaml::Value::Tagged(_) => return Err("tags are not supported".into()),
    })
}
