//! JSON texts from values and back, as Terraform writes them.
//!
//! In: values, or JSON text. Out: compact JSON with sorted keys and the escapes of `jsonencode`.

use std::fmt::Write as _;

use super::finish::from_model;
use super::{Kind, Value};
use crate::model::{Span, Str};
use crate::parse::Fragment;
use crate::parse::terraform::NO_FILE;

/// Text longer than this is not built.
const MAX_TEXT: usize = 16 << 20;

/// The JSON text of a value without unknowns; `None` when it holds one or grows out of bounds.
pub fn encode(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(value, &mut out).then_some(out)
}

fn write(value: &Value, out: &mut String) -> bool {
    if out.len() > MAX_TEXT {
        return false;
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&number.to_text()),
        Kind::String(text) => write_string(text, out),
        Kind::List(values) | Kind::Set(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                if !write(value, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Kind::Map(map) => {
            out.push('{');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                if !write(&item.value, out) {
                    return false;
                }
            }
            out.push('}');
        }
        Kind::Unknown(_) | Kind::Handle(_) => return false,
    }
    true
}

/// A JSON string with Terraform's escapes: also `<`, `>`, `&` and the two line separators.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// A value from JSON text, numbers to their last digit; the message of the parser otherwise.
pub fn decode(text: &str, span: Span) -> Result<Value, String> {
    let path = Str::from("JSON");
    let fragment = Fragment::whole(NO_FILE, &path, text);
    let mut faults = Vec::new();
    match crate::parse::json::read(fragment, &mut faults) {
        Some(value) => Ok(from_model(&value, span)),
        None => {
            let message = faults.last().map_or("a fault", |fault| &fault.message);
            Err(format!("not JSON: {message}"))
        }
    }
}
