//! Built-in functions. The common ones are computed on values as they stand; every other one by
//! regorus. An error of a built-in is undefined, as in OPA.

use std::cell::RefCell;
use std::collections::HashMap;

use bumpalo::Bump;
use bumpalo::collections::{String as Text, Vec as List};
use regex::Regex;
use regorus::Value as Rego;

use super::ir::Foreign;
use super::machine::{Halt, Machine};
use super::value::{self, Val};

/// Built-ins of our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Native {
    ArrayConcat,
    ArraySlice,
    Concat,
    Contains,
    Count,
    EndsWith,
    IsArray,
    IsBoolean,
    IsNull,
    IsNumber,
    IsObject,
    IsSet,
    IsString,
    JsonIsValid,
    JsonUnmarshal,
    Lower,
    Max,
    Min,
    ObjectGet,
    ObjectKeys,
    RegexMatch,
    Replace,
    Split,
    Sprintf,
    StartsWith,
    ToNumber,
    Trim,
    TrimLeft,
    TrimPrefix,
    TrimRight,
    TrimSpace,
    TrimSuffix,
    Upper,
}

/// The built-in of a name, where it is one of our own.
pub fn native(name: &str) -> Option<Native> {
    Some(match name {
        "array.concat" => Native::ArrayConcat,
        "array.slice" => Native::ArraySlice,
        "concat" => Native::Concat,
        "contains" => Native::Contains,
        "count" => Native::Count,
        "endswith" => Native::EndsWith,
        "is_array" => Native::IsArray,
        "is_boolean" => Native::IsBoolean,
        "is_null" => Native::IsNull,
        "is_number" => Native::IsNumber,
        "is_object" => Native::IsObject,
        "is_set" => Native::IsSet,
        "is_string" => Native::IsString,
        "json.is_valid" => Native::JsonIsValid,
        "json.unmarshal" => Native::JsonUnmarshal,
        "lower" => Native::Lower,
        "max" => Native::Max,
        "min" => Native::Min,
        "object.get" => Native::ObjectGet,
        "object.keys" => Native::ObjectKeys,
        "regex.match" => Native::RegexMatch,
        "replace" => Native::Replace,
        "split" => Native::Split,
        "sprintf" => Native::Sprintf,
        "startswith" => Native::StartsWith,
        "to_number" => Native::ToNumber,
        "trim" => Native::Trim,
        "trim_left" => Native::TrimLeft,
        "trim_prefix" => Native::TrimPrefix,
        "trim_right" => Native::TrimRight,
        "trim_space" => Native::TrimSpace,
        "trim_suffix" => Native::TrimSuffix,
        "upper" => Native::Upper,
        _ => return None,
    })
}

/// Calls a built-in of our own on the arguments on the stack.
pub fn call<'a>(machine: &mut Machine<'a, '_>, native: Native, top: usize) -> Option<Val<'a>> {
    let arena = machine.arena;
    if let (Native::JsonIsValid | Native::JsonUnmarshal, [Val::Str(text)]) =
        (native, machine.arguments(top))
    {
        let text = *text;
        let value = *machine
            .json
            .entry((text.as_ptr() as usize, text.len()))
            .or_insert_with(|| Val::of_rego(&Rego::from_json_str(text).ok()?, arena));
        return match native {
            Native::JsonIsValid => Some(Val::Bool(value.is_some())),
            _ => value,
        };
    }
    match *machine.arguments(top) {
        [one] => of_one(native, one, arena),
        [one, two] => of_two(native, one, two, arena),
        [one, two, three] => of_three(native, one, two, three, arena),
        _ => None,
    }
}

fn of_one<'a>(native: Native, value: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    let is = |holds: bool| Some(Val::Bool(holds));
    match native {
        Native::Count => Some(Val::Int(i64::try_from(value.count()?).ok()?)),
        Native::IsArray => is(matches!(value, Val::List(_) | Val::Array(_))),
        Native::IsBoolean => is(matches!(value, Val::Bool(_))),
        Native::IsNull => is(matches!(value, Val::Null)),
        Native::IsNumber => is(matches!(value, Val::Int(_) | Val::Float(_) | Val::Decimal(_))),
        Native::IsObject => is(matches!(value, Val::Map(_) | Val::Object(_))),
        Native::IsSet => is(matches!(value, Val::Set(_))),
        Native::IsString => is(matches!(value, Val::Str(_))),
        Native::Lower => Some(Val::Str(lower(value.text()?, arena))),
        Native::Upper => Some(Val::Str(upper(value.text()?, arena))),
        Native::TrimSpace => Some(Val::Str(value.text()?.trim())),
        Native::Max => value.members()?.max_by(|one, two| one.order(*two)),
        Native::Min => value.members()?.min_by(|one, two| one.order(*two)),
        Native::ObjectKeys => {
            let mut keys = List::new_in(arena);
            keys.extend(value.entries(arena)?.iter().map(|(key, _)| *key));
            Some(value::set(keys))
        }
        Native::ToNumber => to_number(value, arena),
        _ => None,
    }
}

fn of_two<'a>(native: Native, one: Val<'a>, two: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    match native {
        Native::ArrayConcat => {
            let (one, two) = (one.elements()?, two.elements()?);
            let mut list = List::with_capacity_in(one.len() + two.len(), arena);
            list.extend(one.chain(two));
            return Some(Val::Array(list.into_bump_slice()));
        }
        Native::Concat => return concat(one.text()?, two, arena),
        Native::Sprintf => return sprintf(one.text()?, two, arena),
        _ => {}
    }
    let (text, other) = (one.text()?, two.text()?);
    Some(match native {
        Native::Contains => Val::Bool(text.contains(other)),
        Native::StartsWith => Val::Bool(text.starts_with(other)),
        Native::EndsWith => Val::Bool(text.ends_with(other)),
        Native::RegexMatch => Val::Bool(matches(text, other)?),
        Native::Split => split(text, other, arena),
        Native::Trim => Val::Str(text.trim_matches(|c| other.contains(c))),
        Native::TrimLeft => Val::Str(text.trim_start_matches(|c| other.contains(c))),
        Native::TrimRight => Val::Str(text.trim_end_matches(|c| other.contains(c))),
        Native::TrimPrefix => Val::Str(text.strip_prefix(other).unwrap_or(text)),
        Native::TrimSuffix => Val::Str(text.strip_suffix(other).unwrap_or(text)),
        _ => return None,
    })
}

fn of_three<'a>(
    native: Native,
    one: Val<'a>,
    two: Val<'a>,
    three: Val<'a>,
    arena: &'a Bump,
) -> Option<Val<'a>> {
    match native {
        Native::ObjectGet => {
            if !matches!(one, Val::Map(_) | Val::Object(_)) {
                return None;
            }
            let found = match two.elements() {
                Some(mut keys) => keys.try_fold(one, |value, key| value.get(key)),
                None => one.get(two),
            };
            Some(found.unwrap_or(three))
        }
        Native::ArraySlice => {
            let elements = one.elements()?;
            let end = |value: Val<'_>| match value {
                Val::Int(at) => Some(usize::try_from(at).unwrap_or(0)),
                _ => None,
            };
            let (start, stop) = (end(two)?, end(three)?.min(elements.len()));
            let mut list = List::new_in(arena);
            list.extend(elements.skip(start).take(stop.saturating_sub(start)));
            Some(Val::Array(list.into_bump_slice()))
        }
        Native::Replace => {
            let (text, old, new) = (one.text()?, two.text()?, three.text()?);
            Some(Val::Str(if text.contains(old) {
                arena.alloc_str(&text.replace(old, new))
            } else {
                text
            }))
        }
        _ => None,
    }
}

fn lower<'a>(text: &'a str, arena: &'a Bump) -> &'a str {
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

fn upper<'a>(text: &'a str, arena: &'a Bump) -> &'a str {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
        return text;
    }
    arena.alloc_str(&text.to_uppercase())
}

fn concat<'a>(between: &str, parts: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    let mut text = Text::new_in(arena);
    for (number, part) in parts.members()?.enumerate() {
        if number > 0 {
            text.push_str(between);
        }
        text.push_str(part.text()?);
    }
    Some(Val::Str(text.into_bump_str()))
}

fn split<'a>(text: &'a str, between: &str, arena: &'a Bump) -> Val<'a> {
    let mut parts = List::new_in(arena);
    if between.is_empty() {
        let ends = text.char_indices().map(|(at, c)| text.get(at..at + c.len_utf8()));
        parts.extend(ends.flatten().map(Val::Str));
    } else {
        parts.extend(text.split(between).map(Val::Str));
    }
    Val::Array(parts.into_bump_slice())
}

fn to_number<'a>(value: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    match value {
        Val::Null => Some(Val::Int(0)),
        Val::Bool(value) => Some(Val::Int(i64::from(value))),
        Val::Int(_) | Val::Float(_) | Val::Decimal(_) => Some(value),
        Val::Str(text) => match Rego::from_json_str(text) {
            Ok(number @ Rego::Number(_)) => Val::of_rego(&number, arena),
            _ => None,
        },
        _ => None,
    }
}

/// `sprintf` of the plain verbs; anything else is left to regorus.
fn sprintf<'a>(format: &str, values: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
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

thread_local! {
    static EXPRESSIONS: RefCell<HashMap<String, Option<Regex>>> = RefCell::default();
}

/// Most computed patterns that a thread keeps.
const EXPRESSIONS_KEPT: usize = 1000;

/// `regex.match` with a computed pattern.
fn matches(pattern: &str, text: &str) -> Option<bool> {
    EXPRESSIONS.with_borrow_mut(|known| {
        if !known.contains_key(pattern) {
            if known.len() >= EXPRESSIONS_KEPT {
                known.clear();
            }
            known.insert(pattern.to_string(), Regex::new(pattern).ok());
        }
        Some(known.get(pattern)?.as_ref()?.is_match(text))
    })
}

/// Calls a built-in of regorus.
pub fn foreign<'a>(
    machine: &mut Machine<'a, '_>,
    foreign: &Foreign,
    arguments: &[Rego],
) -> Option<Val<'a>> {
    match foreign.code.0(&foreign.span, &foreign.arguments, arguments, false) {
        Ok(value) => Val::of_rego(&value, machine.arena),
        Err(error) => {
            if error.downcast_ref::<regorus::LimitError>().is_some() {
                machine.stop(Halt::Builtin);
            }
            None
        }
    }
}
