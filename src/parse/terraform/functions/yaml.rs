//! `yamlencode` and `yamldecode`.

use crate::model::{self, Loss, Span, Str};
use crate::parse::Fragment;
use crate::parse::terraform::NO_FILE;
use crate::parse::terraform::values::finish::from_model;
use crate::parse::terraform::values::{Kind, Value};
use crate::parse::yaml::Schema;

/// YAML text longer than this is not read here.
const MAX_TEXT: usize = 4 << 20;
/// Nodes that a text may stand for, aliases counted in full.
const MAX_NODES: usize = 200_000;

/// The text that Terraform writes: block style, every string quoted, keys sorted.
pub(super) fn encode(value: &Value) -> Result<String, String> {
    let mut out = String::new();
    // A text that stands alone is indented as if it were within something.
    let indent = if matches!(value.kind, Kind::String(_)) { 2 } else { 0 };
    write(value, indent, &mut out)?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    // A plain scalar that stands alone could go on in the next line: the end is marked.
    if matches!(value.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_)) {
        out.push_str("...\n");
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
        Kind::String(text) => write_text(text, indent, out),
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
                write_quoted(key, out);
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

/// Quoted, or as a literal block where it has several lines and a block can hold it.
fn write_text(text: &str, indent: usize, out: &mut String) {
    let special = |character: char| character.is_control() && character != '\n';
    let block = text.contains('\n')
        && !text.contains(special)
        && !text.contains(" \n")
        && !text.ends_with(' ')
        && !text.contains('\u{feff}');
    let padding = text.matches('\n').count().saturating_mul(indent);
    if !block || padding > 16 << 20 {
        write_quoted(text, out);
        return;
    }
    let (body, marker) = match text.strip_suffix('\n') {
        Some(body) if body.ends_with('\n') || body.is_empty() => (text.trim_end_matches('\n'), "+"),
        Some(body) => (body, ""),
        None => (text, "-"),
    };
    out.push('|');
    // The indentation cannot be told from a first line that is empty or indented itself.
    if text.starts_with([' ', '\n']) {
        out.push('2');
    }
    out.push_str(marker);
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    if marker == "+" {
        let kept = text.len() - body.len();
        out.push_str(&"\n".repeat(kept));
    }
}

/// In double quotes, with the escapes of YAML.
fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => out.push_str("\\0"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\u{1b}' => out.push_str("\\e"),
            '\u{85}' => out.push_str("\\N"),
            '\u{a0}' => out.push_str("\\_"),
            '\u{2028}' => out.push_str("\\L"),
            '\u{2029}' => out.push_str("\\P"),
            '\u{feff}' => out.push_str("\\uFEFF"),
            control if control.is_control() => {
                out.push_str(&format!("\\x{:02X}", u32::from(control)));
            }
            character => out.push(character),
        }
    }
    out.push('"');
}

/// A value from one YAML document.
pub(super) fn decode(text: &str, span: Span) -> Result<Value, String> {
    if text.len() > MAX_TEXT {
        return Err("the text is too long".into());
    }
    let path = Str::from("yamldecode");
    let fragment = Fragment::whole(NO_FILE, &path, text);
    let mut faults = Vec::new();
    let documents = crate::parse::yaml::compose_with(fragment, Schema::Words, &mut faults);
    if let Some(fault) = faults.iter().find(|fault| fault.loss != Loss::Nothing) {
        return Err(format!("not YAML: {}", fault.message));
    }
    match documents.as_slice() {
        [document] => {
            let mut budget = MAX_NODES;
            within(&document.value, &mut budget).ok_or("the document is too large")?;
            Ok(from_model(&document.value, span))
        }
        [] => Err("there is no document".into()),
        _ => Err("there is more than one document".into()),
    }
}

/// Whether a value, with all that aliases stand for, has no more nodes than are left.
fn within(value: &model::Value, budget: &mut usize) -> Option<()> {
    *budget = budget.checked_sub(1)?;
    match &value.kind {
        model::Kind::List(values) => values.iter().try_for_each(|value| within(value, budget)),
        model::Kind::Map(map) => map.iter().try_for_each(|entry| within(&entry.value, budget)),
        _ => Some(()),
    }
}
