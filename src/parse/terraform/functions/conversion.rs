//! Conversions of type, and marks.

use super::{Arguments, Function};
use crate::parse::terraform::values::convert::unify;
use crate::parse::terraform::values::{Item, Kind, Map, Value};

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "tostring" => Function::open(1, 1, |_, a| a.value(0)?.to_string_value()),
        "tonumber" => Function::open(1, 1, |_, a| a.value(0)?.to_number_value()),
        "tobool" => Function::open(1, 1, |_, a| a.value(0)?.to_bool_value()),
        "tolist" => Function::open(1, 1, |_, a| to_list(a)),
        "toset" => Function::open(1, 1, |_, a| to_set(a)),
        "tomap" => Function::open(1, 1, |_, a| to_map(a)),
        "sensitive" => Function::open(1, 1, |_, a| Ok(a.value(0)?.clone().with_sensitive(true))),
        "nonsensitive" => {
            Function::open(1, 1, |_, a| Ok(a.value(0)?.clone().with_sensitive(false)))
        }
        "issensitive" => {
            Function::open(1, 1, |_, a| Ok(Value::bool(a.value(0)?.sensitive, a.span)))
        }
        "ephemeralasnull" => Function::open(1, 1, |_, a| Ok(a.value(0)?.clone())),
        _ => return None,
    })
}

fn to_list(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    match &value.kind {
        Kind::Null | Kind::Unknown(_) => Ok(value.clone()),
        _ => a.made(unify(a.list(0)?.to_vec())),
    }
}

fn to_set(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    match &value.kind {
        Kind::Null | Kind::Unknown(_) | Kind::Set(_) => Ok(value.clone()),
        _ => Ok(Value::set(a.list(0)?.to_vec(), a.span)),
    }
}

fn to_map(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    if value.is_null() || value.is_unknown() {
        return Ok(value.clone());
    }
    let map = a.map(0)?;
    let values = unify(map.values().map(|item| item.value.clone()).collect());
    let items = map
        .iter()
        .zip(values)
        .map(|((key, item), value)| (key.clone(), Item { key_span: item.key_span, value }));
    Ok(Value::map(items.collect::<Map>(), a.span))
}
