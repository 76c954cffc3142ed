//! Variables in Compose files: `${NAME}`, `${NAME:-default}`, `$NAME`, `$$`.
//!
//! In: a value. Out: the value with each string that holds variables replaced: by its text where
//! every variable has a default, by an unknown where one has none. The environment is not asked:
//! the verdict on a file must not depend on who scans it.

use std::sync::Arc;

use crate::model::{Cause, Kind, Shape, Span, Unknown, Value};

/// Replaces variables in every string of a value, to the depth that the YAML reader allows.
pub(super) fn fill(value: &mut Value) {
    match &mut value.kind {
        Kind::String(text) if text.contains('$') => {
            let text = text.clone();
            value.kind = expand(&text, value.span);
        }
        Kind::List(items) if items.iter().any(holds_variable) => {
            Arc::make_mut(items).iter_mut().for_each(fill);
        }
        Kind::Map(map) if map.iter().any(|entry| holds_variable(&entry.value)) => {
            Arc::make_mut(map).iter_mut().for_each(|entry| fill(&mut entry.value));
        }
        _ => {}
    }
}

/// Whether it may: collections are looked into when their turn comes.
fn holds_variable(value: &Value) -> bool {
    match &value.kind {
        Kind::String(text) => text.contains('$'),
        Kind::List(_) | Kind::Map(_) => true,
        _ => false,
    }
}

fn expand(text: &str, place: Span) -> Kind {
    let mut known = String::new();
    let mut missing: Option<(&str, usize)> = None;
    let mut last = 0;
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at);
        known.push_str(before);
        let (variable, remaining) = take_variable(after.get(1..).unwrap_or_default());
        rest = remaining;
        match variable {
            Variable::Literal => known.push('$'),
            Variable::Default(default) => known.push_str(default),
            Variable::Open(name) => {
                missing.get_or_insert((name, known.len()));
                last = known.len();
            }
        }
    }
    known.push_str(rest);
    let Some((name, prefix)) = missing else { return Kind::String(known.into()) };
    Kind::Unknown(Arc::new(Unknown {
        name: format!("${{{name}}}").into(),
        because: Cause::Variable,
        // The place where it stands: nothing else in the file says more of it.
        declared_at: (!place.is_empty()).then_some(place),
        shape: Shape {
            not_null: true,
            string: true,
            prefix: known.get(..prefix).unwrap_or_default().into(),
            suffix: known.get(last..).unwrap_or_default().into(),
            not_empty: !known.is_empty(),
            json: None,
        },
    }))
}

enum Variable<'a> {
    /// A dollar sign that is meant.
    Literal,
    /// A variable with a default.
    Default(&'a str),
    /// A variable without one.
    Open(&'a str),
}

/// What stands after a dollar sign, and what after that.
fn take_variable(text: &str) -> (Variable<'_>, &str) {
    let split =
        |at: usize| (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    if text.starts_with('$') {
        return (Variable::Literal, split(1).1);
    }
    let Some(inner) = text.strip_prefix('{') else {
        let length = name_length(text);
        let (name, rest) = split(length);
        return if length == 0 { (Variable::Literal, text) } else { (Variable::Open(name), rest) };
    };
    let Some(end) = closing_brace(inner) else { return (Variable::Literal, text) };
    let rest = inner.get(end + 1..).unwrap_or_default();
    let inner = inner.get(..end).unwrap_or_default();
    let (name, operator) = inner.split_at(name_length(inner));
    let default = operator.strip_prefix(":-").or_else(|| operator.strip_prefix('-'));
    match default {
        // A default that holds variables itself is as open as they are.
        Some(default) if !default.contains('$') => (Variable::Default(default), rest),
        _ => (Variable::Open(name), rest),
    }
}

fn name_length(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}

fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables() {
        let cases = [
            ("a$$b", Ok("a$b")),
            ("${A:-x}y", Ok("xy")),
            ("${A-x}", Ok("x")),
            ("${A:-}", Ok("")),
            ("cost 5$", Ok("cost 5$")),
            ("${A", Ok("${A")),
            ("${A}", Err(("${A}", ""))),
            ("nginx:$TAG", Err(("${TAG}", "nginx:"))),
            ("${R:-r}/a:${TAG:?say}", Err(("${TAG}", "r/a:"))),
            ("${A:-${B}}", Err(("${A}", ""))),
        ];
        for (text, expected) in cases {
            match (expand(text, Span::default()), expected) {
                (Kind::String(found), Ok(expected)) => assert_eq!(&*found, expected, "{text}"),
                (Kind::Unknown(found), Err(expected)) => {
                    assert_eq!((&*found.name, &*found.shape.prefix), expected, "{text}");
                }
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
    }
}
