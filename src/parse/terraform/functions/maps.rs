//! Maps and objects.

use super::{Arguments, Function, MANY};
use crate::parse::terraform::values::convert::{equal, unify};
use crate::parse::terraform::values::{Item, Map, Value};

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "merge" => Function::open(0, MANY, |_, a| merge(a)),
        "lookup" => Function::open(2, 3, |_, a| lookup(a)),
        "keys" => Function::shallow(1, 1, |_, a| {
            a.made(a.map(0)?.keys().map(|key| Value::string(key.clone(), a.span)).collect())
        }),
        "values" => Function::shallow(1, 1, |_, a| {
            a.made(a.map(0)?.values().map(|item| item.value.clone()).collect())
        }),
        "zipmap" => Function::shallow(2, 2, |_, a| zipmap(a)),
        "transpose" => Function::strict(1, 1, |_, a| transpose(a)),
        "matchkeys" => Function::strict(3, 3, |_, a| match_keys(a)),
        _ => return None,
    })
}

fn merge(a: &Arguments<'_>) -> Outcome {
    if let Some(open) = a.values.iter().find(|value| value.is_unknown())
        && let Some(unknown) = open.as_unknown()
    {
        let shape = crate::parse::terraform::values::unknown::something();
        return Ok(Value::derived(unknown, shape, a.span));
    }
    let mut merged: Option<Map> = None;
    for at in 0..a.len() {
        let value = a.value(at)?;
        if value.is_null() {
            continue;
        }
        let map = a.map(at)?;
        match &mut merged {
            None => merged = Some((**map).clone()),
            Some(merged) => {
                merged.extend(map.iter().map(|(key, item)| (key.clone(), item.clone())));
            }
        }
    }
    match merged {
        Some(merged) => Ok(Value::map(merged, a.span)),
        None => Ok(Value::map(Map::new(), a.span)),
    }
}

fn lookup(a: &Arguments<'_>) -> Outcome {
    let (map, key) = (a.value(0)?, a.value(1)?);
    if let Some(unknown) = map.as_unknown().or(key.as_unknown()) {
        return Ok(Value::derived(unknown, Default::default(), a.span));
    }
    let key = a.text(1)?;
    match (a.map(0)?.get(&key), a.values.get(2)) {
        (Some(item), _) => Ok(item.value.clone()),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(format!("there is no \"{key}\" in the map")),
    }
}

fn zipmap(a: &Arguments<'_>) -> Outcome {
    let values = a.list(1)?;
    if let Some(unknown) = a.list(0)?.iter().find_map(Value::as_unknown) {
        return Ok(Value::derived(unknown, Default::default(), a.span));
    }
    let keys = a.texts(0)?;
    if keys.len() != values.len() {
        return Err("the lists differ in length".into());
    }
    let items = keys.into_iter().zip(values.iter().cloned().map(Item::from));
    Ok(Value::map(items.collect(), a.span))
}

fn transpose(a: &Arguments<'_>) -> Outcome {
    let mut out: std::collections::BTreeMap<crate::model::Str, Vec<Value>> = Default::default();
    for (key, item) in a.map(0)?.iter() {
        let inner = Arguments { values: std::slice::from_ref(&item.value), span: a.span };
        for text in inner.texts(0)? {
            out.entry(text).or_default().push(Value::string(key.clone(), a.span));
        }
    }
    let items = out.into_iter().map(|(key, keys)| (key, Item::from(Value::list(keys, a.span))));
    Ok(Value::map(items.collect(), a.span))
}

fn match_keys(a: &Arguments<'_>) -> Outcome {
    let (values, keys, wanted) = (a.list(0)?, a.list(1)?, a.list(2)?);
    if values.len() != keys.len() {
        return Err("the lists differ in length".into());
    }
    let both: Vec<Value> = unify(keys.iter().chain(wanted.iter()).cloned().collect());
    let (keys, wanted) = both.split_at(keys.len());
    let kept = values
        .iter()
        .zip(keys)
        .filter(|(_, key)| wanted.iter().any(|wanted| equal(key, wanted) == Some(true)));
    a.made(kept.map(|(value, _)| value.clone()).collect())
}
