//! Built-in functions. The common ones are computed on values as they stand; every other one by
//! regorus. An error of a built-in is undefined, as in OPA.

use std::borrow::Cow;

use bumpalo::Bump;
use bumpalo::collections::Vec as List;
use regorus::Value as Rego;

use super::super::expressions;
use super::ir::Foreign;
use super::machine::{Halt, Machine};
use super::text;
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
    RegexFindAll,
    RegexFindN,
    RegexMatch,
    RegexReplace,
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
        "regex.find_all_string_submatch_n" => Native::RegexFindAll,
        "regex.find_n" => Native::RegexFindN,
        "regex.replace" => Native::RegexReplace,
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
        Native::Lower => Some(Val::Str(text::lower(value.text()?, arena))),
        Native::Upper => Some(Val::Str(text::upper(value.text()?, arena))),
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
        Native::Concat => return text::concat(one.text()?, two, arena),
        Native::Sprintf => return text::sprintf(one.text()?, two, arena),
        _ => {}
    }
    let (text, other) = (one.text()?, two.text()?);
    Some(match native {
        Native::Contains => Val::Bool(text.contains(other)),
        Native::StartsWith => Val::Bool(text.starts_with(other)),
        Native::EndsWith => Val::Bool(text.ends_with(other)),
        Native::RegexMatch => {
            Val::Bool(expressions::with(text, |expression| expression.is_match(other))?)
        }
        Native::Split => text::split(text, other, arena),
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
        Native::RegexFindAll | Native::RegexFindN => {
            find(native, (one.text()?, two.text()?), three, arena)
        }
        Native::RegexReplace => {
            let (text, pattern, new) = (one.text()?, two.text()?, three.text()?);
            expressions::with(pattern, |expression| match expression.replace_all(text, new) {
                Cow::Borrowed(_) => one,
                Cow::Owned(changed) => Val::Str(arena.alloc_str(&changed)),
            })
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

/// `regex.find_n` and `regex.find_all_string_submatch_n`.
fn find<'a>(
    native: Native,
    (pattern, text): (&str, &'a str),
    count: Val<'a>,
    arena: &'a Bump,
) -> Option<Val<'a>> {
    let count = match count {
        Val::Int(count) => usize::try_from(count).unwrap_or(usize::MAX),
        _ => return None,
    };
    expressions::with(pattern, |expression| {
        let mut found = List::new_in(arena);
        if native == Native::RegexFindN {
            found.extend(expression.find_iter(text).take(count).map(|one| Val::Str(one.as_str())));
        } else if expression.is_match(text) {
            found.extend(expression.captures_iter(text).take(count).map(|captures| {
                let mut groups = List::with_capacity_in(captures.len(), arena);
                let text = |group: Option<regex::Match<'a>>| group.map_or("", |one| one.as_str());
                groups.extend(captures.iter().map(|group| Val::Str(text(group))));
                Val::Array(groups.into_bump_slice())
            }));
        }
        Val::Array(found.into_bump_slice())
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
