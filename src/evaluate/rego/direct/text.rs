//! Built-ins on strings.

use bumpalo::Bump;
use bumpalo::collections::{String as Text, Vec as List};
use regorus::Value as Rego;

use super::value::{self, Val};

pub fn lower<'a>(text: &'a str, arena: &'a Bump) -> &'a str {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return text;
    }
    if text.is_ascii() {
        let copy = arena.alloc_str(text);
        copy.make_ascii_lowercase();
        return copy;
    }
    arena.alloc_str(&text.to_lowercase())
}

pub fn upper<'a>(text: &'a str, arena: &'a Bump) -> &'a str {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
        return text;
    }
    arena.alloc_str(&text.to_uppercase())
}

pub fn concat<'a>(between: &str, parts: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    let mut text = Text::new_in(arena);
    for (number, part) in parts.members()?.enumerate() {
        if number > 0 {
            text.push_str(between);
        }
        text.push_str(part.text()?);
    }
    Some(Val::Str(text.into_bump_str()))
}

pub fn split<'a>(text: &'a str, between: &str, arena: &'a Bump) -> Val<'a> {
    let mut parts = List::new_in(arena);
    if between.is_empty() {
        let ends = text.char_indices().map(|(at, c)| text.get(at..at + c.len_utf8()));
        parts.extend(ends.flatten().map(Val::Str));
    } else {
        parts.extend(text.split(between).map(Val::Str));
    }
    Val::Array(parts.into_bump_slice())
}

/// `sprintf` of the plain verbs; anything else is left to regorus.
pub fn sprintf<'a>(format: &str, values: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    let mut elements = values.elements()?;
    match plain_sprintf(format, &mut elements, arena) {
        Some(text) => Some(Val::Str(text)),
        None => {
            let (code, _) = regorus::unstable::BUILTINS.get("sprintf")?;
            let source = regorus::Source::from_contents("sprintf".into(), "sprintf".into()).ok()?;
            let span = regorus::unstable::Span { source, line: 1, col: 1, start: 0, end: 7 };
            let null = || {
                regorus::unstable::Ref::new(regorus::unstable::Expr::Null {
                    span: span.clone(),
                    value: Rego::Null,
                    eidx: 0,
                })
            };
            let given = [Rego::from(format), values.rego()];
            let result = code(&span, &[null(), null()], &given, false);
            Val::of_rego(&result.ok()?, arena)
        }
    }
}

fn plain_sprintf<'a>(
    format: &str,
    values: &mut value::Elements<'a>,
    arena: &'a Bump,
) -> Option<&'a str> {
    use std::fmt::Write as _;
    let mut text = Text::with_capacity_in(format.len() + 32, arena);
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        text.push_str(rest.get(..at)?);
        let verb = rest.get(at + 1..)?.chars().next()?;
        rest = rest.get(at + 1 + verb.len_utf8()..)?;
        if verb == '%' {
            text.push('%');
            continue;
        }
        match (verb, values.next()?) {
            ('s' | 'v', Val::Str(value)) => text.push_str(value),
            ('s' | 'v' | 'd', Val::Int(value)) => write!(text, "{value}").ok()?,
            ('s' | 'v', Val::Bool(value)) => write!(text, "{value}").ok()?,
            ('q', Val::Str(value)) if value.bytes().all(is_plain) => {
                text.push('"');
                text.push_str(value);
                text.push('"');
            }
            _ => return None,
        }
    }
    if values.next().is_some() {
        return None;
    }
    text.push_str(rest);
    Some(text.into_bump_str())
}

/// Whether a byte stands for itself in a quoted string.
fn is_plain(byte: u8) -> bool {
    (byte == b' ' || byte.is_ascii_graphic()) && byte != b'"' && byte != b'\\'
}
