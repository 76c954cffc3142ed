//! Sets and products.

use super::{Arguments, Function, MANY};
use crate::parse::terraform::values::convert::equal;
use crate::parse::terraform::values::{Kind, Value};

type Outcome = Result<Value, String>;

/// Combinations that a product may have.
const MAX_PRODUCT: usize = 100_000;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "setunion" => Function::strict(1, MANY, |_, a| union(a)),
        "setintersection" => Function::strict(1, MANY, |_, a| {
            keep(a, |value, others| others.iter().all(|other| has(other, value)))
        }),
        "setsubtract" => Function::strict(2, 2, |_, a| {
            keep(a, |value, others| !others.iter().any(|other| has(other, value)))
        }),
        "setproduct" => Function::shallow(2, MANY, |_, a| product(a)),
        _ => return None,
    })
}

fn has(list: &[Value], value: &Value) -> bool {
    list.iter().any(|other| equal(other, value) == Some(true))
}

fn union(a: &Arguments<'_>) -> Outcome {
    let mut all = Vec::new();
    for at in 0..a.len() {
        all.extend(a.list(at)?.iter().cloned());
    }
    Ok(Value::set(all, a.span))
}

fn keep(a: &Arguments<'_>, wanted: impl Fn(&Value, &[&[Value]]) -> bool) -> Outcome {
    let others = (1..a.len()).map(|at| a.list(at).map(|list| list.as_slice()));
    let others = others.collect::<Result<Vec<_>, _>>()?;
    let kept = a.list(0)?.iter().filter(|value| wanted(value, &others));
    Ok(Value::set(kept.cloned().collect(), a.span))
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
