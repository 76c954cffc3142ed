//! Sets and products.

use std::collections::HashSet;

use super::{Arguments, Function, MANY};
use crate::parse::terraform::values::convert::unify;
use crate::parse::terraform::values::{Kind, Value, json};

type Outcome = Result<Value, String>;

/// Combinations that a product may have.
const MAX_PRODUCT: usize = 100_000;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "setunion" => Function::strict(1, MANY, |_, a| union(a)),
        "setintersection" => Function::strict(1, MANY, |_, a| {
            keep(a, |value, others| others.iter().all(|other| other.contains(value)))
        }),
        "setsubtract" => Function::strict(2, 2, |_, a| {
            keep(a, |value, others| !others.iter().any(|other| other.contains(value)))
        }),
        "setproduct" => Function::shallow(2, MANY, |_, a| product(a)),
        _ => return None,
    })
}

fn union(a: &Arguments<'_>) -> Outcome {
    let mut all = Vec::new();
    for at in 0..a.len() {
        all.extend(a.list(at)?.iter().cloned());
    }
    Ok(Value::set(all, a.span))
}

/// The elements of the first set that are wanted, all sets brought to one type.
fn keep(a: &Arguments<'_>, wanted: impl Fn(&str, &[HashSet<String>]) -> bool) -> Outcome {
    let mut lengths = Vec::new();
    let mut all = Vec::new();
    for at in 0..a.len() {
        let list = a.list(at)?;
        lengths.push(list.len());
        all.extend(list.iter().cloned());
    }
    let mut all = unify(all).into_iter();
    let mut sets = lengths.into_iter().map(|length| all.by_ref().take(length).collect::<Vec<_>>());
    let first = sets.next().unwrap_or_default();
    let text = |value: &Value| json::encode(value).unwrap_or_default();
    let others: Vec<HashSet<String>> = sets.map(|set| set.iter().map(text).collect()).collect();
    let kept = first.into_iter().filter(|value| wanted(&text(value), &others));
    Ok(Value::set(kept.collect(), a.span))
}

fn product(a: &Arguments<'_>) -> Outcome {
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for at in 0..a.len() {
        let list = a.list(at)?;
        if rows.len().saturating_mul(list.len()) > MAX_PRODUCT {
            return Err("the product is too large".into());
        }
        rows = rows
            .iter()
            .flat_map(|row| {
                list.iter().map(move |value| row.iter().chain([value]).cloned().collect())
            })
            .collect();
    }
    let rows: Vec<Value> = rows.into_iter().map(|row| Value::list(row, a.span)).collect();
    let sets = a.values.iter().all(|value| matches!(value.kind, Kind::Set(_)));
    if sets { Ok(Value::set(rows, a.span)) } else { a.made(rows) }
}
