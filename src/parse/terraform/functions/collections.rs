//! Lists.

use std::cmp::Ordering;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Arguments, Function, MANY};
use crate::model::Shape;
use crate::parse::terraform::context::Context;
use crate::parse::terraform::values::convert::{equal, unify, unique};
use crate::parse::terraform::values::unknown::{either, something};
use crate::parse::terraform::values::{Kind, Number, Value};

type Outcome = Result<Value, String>;

/// Elements that a function may build.
const MAX_ELEMENTS: usize = 1_000_000;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "length" => Function::shallow(1, 1, |_, a| length(a)),
        "element" => Function::shallow(2, 2, |_, a| element(a)),
        "index" => Function::strict(2, 2, |_, a| index(a)),
        "contains" => Function::shallow(2, 2, |_, a| contains(a)),
        "concat" => Function::shallow(1, MANY, |_, a| concat(a)),
        "flatten" => Function::shallow(1, 1, flatten),
        "distinct" => Function::shallow(1, 1, |_, a| distinct(a)),
        "compact" => Function::shallow(1, 1, |_, a| compact(a)),
        "reverse" => {
            Function::shallow(1, 1, |_, a| a.made(a.list(0)?.iter().rev().cloned().collect()))
        }
        "slice" => Function::shallow(3, 3, |_, a| slice(a)),
        "sort" => Function::strict(1, 1, |_, a| {
            let mut texts = a.texts(0)?;
            texts.sort_unstable();
            a.made(texts.into_iter().map(|text| Value::string(text, a.span)).collect())
        }),
        "chunklist" => Function::shallow(2, 2, |_, a| chunks(a)),
        "range" => Function::strict(1, 3, |_, a| range(a)),
        "coalesce" => Function::open(1, MANY, |_, a| coalesce(a)),
        "coalescelist" => Function::open(1, MANY, |_, a| coalesce_list(a)),
        "one" => Function::open(1, 1, |_, a| one(a)),
        "alltrue" => Function::shallow(1, 1, |_, a| quantify(a, false)),
        "anytrue" => Function::shallow(1, 1, |_, a| quantify(a, true)),
        _ => return None,
    })
}

fn length(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    let length = match &value.kind {
        Kind::String(text) => text.graphemes(true).count(),
        Kind::List(values) | Kind::Set(values) => values.len(),
        Kind::Map(map) => map.len(),
        _ => return Err(format!("a {} has no length", value.type_name())),
    };
    Ok(Value::number(Number::from_len(length), a.span))
}

fn element(a: &Arguments<'_>) -> Outcome {
    let list = a.list(0)?;
    let length = i64::try_from(list.len()).unwrap_or(i64::MAX);
    if length == 0 {
        return Err("the list is empty".into());
    }
    let index = a.int(1)?;
    if index < 0 {
        return Err("the index must not be negative".into());
    }
    let index = index.rem_euclid(length);
    let found = usize::try_from(index).ok().and_then(|index| list.get(index));
    found.cloned().ok_or_else(|| "no such element".into())
}

fn index(a: &Arguments<'_>) -> Outcome {
    let wanted = a.value(1)?;
    let at = a.list(0)?.iter().position(|value| equal(value, wanted) == Some(true));
    at.map(|at| Value::number(Number::from_len(at), a.span)).ok_or_else(|| "no such element".into())
}

fn contains(a: &Arguments<'_>) -> Outcome {
    let wanted = a.value(1)?;
    let mut open = None;
    for value in a.list(0)?.iter() {
        match equal(value, wanted) {
            Some(true) => return Ok(Value::bool(true, a.span)),
            None => open = open.or(value.first_unknown()).or(wanted.first_unknown()),
            Some(false) => {}
        }
    }
    Ok(match open {
        Some(unknown) => Value::derived(unknown, something(), a.span),
        None => Value::bool(false, a.span),
    })
}

fn concat(a: &Arguments<'_>) -> Outcome {
    let mut out = Vec::new();
    for at in 0..a.len() {
        let list = a.list(at)?;
        if out.len() + list.len() > MAX_ELEMENTS {
            return Err("the result is too long".into());
        }
        let whole = a.value(at)?;
        out.extend(list.iter().map(|value| value.clone().marked_by(whole)));
    }
    a.made(out)
}

fn flatten(context: &Context<'_, '_>, a: &Arguments<'_>) -> Outcome {
    let mut out = Vec::new();
    let mut pending: Vec<Value> = a.list(0)?.iter().rev().cloned().collect();
    let mut steps = 0usize;
    while let Some(value) = pending.pop() {
        steps += 1;
        if steps > MAX_ELEMENTS {
            return Err("the result is too long".into());
        }
        match &value.kind {
            Kind::List(values) | Kind::Set(values) => {
                pending.extend(values.iter().rev().map(|inner| inner.clone().marked_by(&value)));
            }
            // An unknown that may be a list leaves the number of elements open.
            Kind::Unknown(unknown) if !unknown.shape.string => {
                return Ok(Value::derived(unknown, something(), a.span));
            }
            _ => out.push(value),
        }
    }
    context.run.spend(steps);
    a.made(out)
}

fn distinct(a: &Arguments<'_>) -> Outcome {
    a.made(unique(unify(a.list(0)?.to_vec())))
}

fn compact(a: &Arguments<'_>) -> Outcome {
    let mut out = Vec::new();
    for value in a.list(0)?.iter() {
        match &value.kind {
            Kind::Null => {}
            Kind::Unknown(unknown) if unknown.shape.not_empty && unknown.shape.not_null => {
                out.push(value.clone());
            }
            Kind::Unknown(unknown) => return Ok(Value::derived(unknown, something(), a.span)),
            _ => {
                let text = value.to_string_value()?;
                if text.as_str() != Some("") {
                    out.push(text);
                }
            }
        }
    }
    a.made(out)
}

fn slice(a: &Arguments<'_>) -> Outcome {
    let list = a.list(0)?;
    let (from, to) = (a.size(1)?, a.size(2)?);
    match list.get(from..to) {
        Some(part) => a.made(part.to_vec()),
        None => Err("the range is not within the list".into()),
    }
}

fn chunks(a: &Arguments<'_>) -> Outcome {
    let list = a.list(0)?;
    let size = match a.size(1)? {
        0 => list.len().max(1),
        size => size,
    };
    a.made(list.chunks(size).map(|chunk| Value::list(chunk.to_vec(), a.span)).collect())
}

fn range(a: &Arguments<'_>) -> Outcome {
    let zero = Number::Int(0);
    let (start, limit) = match a.len() {
        1 => (zero.clone(), a.number(0)?),
        _ => (a.number(0)?, a.number(1)?),
    };
    let rising = start.compare(&limit) != Ordering::Greater;
    let step = match a.len() {
        3 => a.number(2)?,
        _ => Number::Int(if rising { 1 } else { -1 }),
    };
    let direction = step.compare(&zero);
    if direction == Ordering::Equal {
        return Err("the step must not be zero".into());
    }
    if (rising && direction == Ordering::Less && start != limit)
        || (!rising && direction == Ordering::Greater)
    {
        return Err("the step leads away from the limit".into());
    }
    let mut out = Vec::new();
    let mut current = start;
    let before_limit =
        if direction == Ordering::Greater { Ordering::Less } else { Ordering::Greater };
    while current.compare(&limit) == before_limit {
        if out.len() >= 1_024 {
            return Err("more than 1024 values".into());
        }
        let next = current.add(&step).ok_or("a number out of range")?;
        out.push(Value::number(current, a.span));
        current = next;
    }
    a.made(out)
}

fn coalesce(a: &Arguments<'_>) -> Outcome {
    // All arguments have one type: beside a text, numbers become texts.
    let values = unify(a.values.to_vec());
    for (at, value) in values.iter().enumerate() {
        match &value.kind {
            Kind::Null => {}
            Kind::String(text) if text.is_empty() => {}
            Kind::Unknown(unknown) => {
                let shape = &unknown.shape;
                if shape.not_null && (!shape.string || shape.not_empty) {
                    return Ok(value.clone());
                }
                return Ok(maybe(value, values.get(at + 1..).unwrap_or_default(), a));
            }
            _ => return Ok(value.clone()),
        }
    }
    Err("every argument is null or empty".into())
}

/// The result where an argument may or may not be the one: what holds for it if it is, and for
/// the first certain one after it.
fn maybe(value: &Value, rest: &[Value], a: &Arguments<'_>) -> Value {
    let Some(unknown) = value.as_unknown() else { return value.clone() };
    let present =
        Shape { not_null: true, not_empty: unknown.shape.string, ..unknown.shape.clone() };
    let chosen = Value::derived(unknown, present, a.span);
    let mut shape = chosen.as_unknown().map(|chosen| chosen.shape.clone()).unwrap_or_default();
    for other in rest {
        let empty = other.is_null() || other.as_str() == Some("");
        if empty {
            continue;
        }
        shape = either(&Value::derived(unknown, shape, a.span), other);
        if !other.is_unknown() {
            break;
        }
    }
    shape.not_null = true;
    Value::derived(unknown, shape, a.span)
}

fn coalesce_list(a: &Arguments<'_>) -> Outcome {
    for (at, value) in a.values.iter().enumerate() {
        if value.is_unknown() {
            return Ok(value.clone());
        }
        if !value.is_null() && !a.list(at)?.is_empty() {
            return Ok(value.clone());
        }
    }
    Err("every argument is an empty list".into())
}

fn one(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    if let Some(unknown) = value.as_unknown() {
        return Ok(Value::derived(unknown, Shape::default(), a.span));
    }
    match a.list(0)?.as_slice() {
        [] => Ok(Value::null(a.span)),
        [only] => Ok(only.clone()),
        _ => Err("more than one element".into()),
    }
}

/// `anytrue` where `deciding` is true, `alltrue` where it is false.
fn quantify(a: &Arguments<'_>, deciding: bool) -> Outcome {
    let mut open = None;
    for value in a.list(0)?.iter() {
        match value.to_bool_value()?.kind {
            Kind::Bool(value) if value == deciding => return Ok(Value::bool(deciding, a.span)),
            Kind::Null if !deciding => return Ok(Value::bool(false, a.span)),
            Kind::Unknown(unknown) => open = Some(unknown),
            _ => {}
        }
    }
    Ok(match open {
        Some(unknown) => Value::derived(&unknown, something(), a.span),
        None => Value::bool(!deciding, a.span),
    })
}
