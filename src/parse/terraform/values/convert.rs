//! Terraform's automatic conversions, equality, and the order of sets.
//!
//! In: values. Out: values of another type, or a message why there is none. Unknown values convert
//! to unknown values that have the type.

use std::cmp::Ordering;
use std::rc::Rc;

use super::unknown::shape_of;
use super::{Kind, Number, Value};
use crate::model::Shape;

/// A conversion's outcome.
pub type Converted = Result<Value, String>;

impl Value {
    /// As a string.
    pub fn to_string_value(&self) -> Converted {
        let text = match &self.kind {
            Kind::String(_) | Kind::Null => return Ok(self.clone()),
            Kind::Bool(value) => if *value { "true" } else { "false" }.into(),
            Kind::Number(number) => number.to_text().into(),
            Kind::Unknown(unknown) if unknown.shape.string => return Ok(self.clone()),
            Kind::Unknown(unknown) => {
                let shape = Shape { string: true, ..unknown.shape.clone() };
                return Ok(Self::derived(unknown, shape, self.span).marked_by(self));
            }
            _ => return Err(format!("a string is required, not {}", self.type_name())),
        };
        Ok(Self::new(Kind::String(text), self.span).marked_by(self))
    }

    /// As a number.
    pub fn to_number_value(&self) -> Converted {
        match &self.kind {
            Kind::Number(_) | Kind::Null => Ok(self.clone()),
            Kind::String(text) => Number::parse(text)
                .map(|number| Self::number(number, self.span).marked_by(self))
                .ok_or_else(|| "a number is required".into()),
            Kind::Unknown(unknown) => Ok(self.without_string(unknown)),
            _ => Err(format!("a number is required, not {}", self.type_name())),
        }
    }

    /// As a boolean.
    pub fn to_bool_value(&self) -> Converted {
        let value = match &self.kind {
            Kind::Bool(_) | Kind::Null => return Ok(self.clone()),
            Kind::String(text) => match &**text {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return Err("a bool is required".into()),
            },
            Kind::Unknown(unknown) => return Ok(self.without_string(unknown)),
            _ => return Err(format!("a bool is required, not {}", self.type_name())),
        };
        Ok(Self::bool(value, self.span).marked_by(self))
    }

    fn without_string(&self, unknown: &crate::model::Unknown) -> Self {
        let shape = Shape { not_null: unknown.shape.not_null, ..Shape::default() };
        Self::derived(unknown, shape, self.span).marked_by(self)
    }

    /// A set: sorted as Terraform sorts it, without duplicates.
    pub fn set(values: Vec<Self>, span: crate::model::Span) -> Self {
        let mut values = unify(values);
        if values.iter().all(|value| rank(value).is_some()) {
            values.sort_by(order);
            values.dedup_by(|a, b| order(a, b) == Ordering::Equal);
        } else {
            let mut unique: Vec<Self> = Vec::with_capacity(values.len());
            for value in values {
                if !unique.iter().any(|seen| equal(seen, &value) == Some(true)) {
                    unique.push(value);
                }
            }
            values = unique;
        }
        Self::new(Kind::Set(Rc::new(values)), span)
    }
}

fn rank(value: &Value) -> Option<u8> {
    match value.kind {
        Kind::Null => Some(0),
        Kind::Bool(_) => Some(1),
        Kind::Number(_) => Some(2),
        Kind::String(_) => Some(3),
        _ => None,
    }
}

fn order(a: &Value, b: &Value) -> Ordering {
    match (&a.kind, &b.kind) {
        (Kind::Bool(x), Kind::Bool(y)) => x.cmp(y),
        (Kind::Number(x), Kind::Number(y)) => x.compare(y),
        (Kind::String(x), Kind::String(y)) => x.cmp(y),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Brings the elements of a list to one type: mixed primitives become strings.
pub fn unify(values: Vec<Value>) -> Vec<Value> {
    let mut ranks: Vec<u8> = values.iter().filter_map(rank).filter(|rank| *rank > 0).collect();
    ranks.sort_unstable();
    ranks.dedup();
    if ranks.len() < 2 {
        return values;
    }
    values.into_iter().map(|value| value.to_string_value().unwrap_or(value)).collect()
}

/// Comparisons within one; values share parts, so a small pair can be a huge pair of trees.
const MAX_COMPARISONS: u32 = 1_000_000;

/// Whether two values are equal; `None` where that depends on something unknown.
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    let mut budget = MAX_COMPARISONS;
    compare(a, b, &mut budget)
}

fn compare(a: &Value, b: &Value, budget: &mut u32) -> Option<bool> {
    *budget = budget.checked_sub(1)?;
    match (&a.kind, &b.kind) {
        (Kind::Unknown(_), _) => differs_by_shape(a, b),
        (_, Kind::Unknown(_)) => differs_by_shape(b, a),
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Bool(x), Kind::Bool(y)) => Some(x == y),
        (Kind::Number(x), Kind::Number(y)) => Some(x == y),
        (Kind::String(x), Kind::String(y)) => Some(x == y),
        (Kind::List(x) | Kind::Set(x), Kind::List(y) | Kind::Set(y)) => {
            if x.len() != y.len() {
                return Some(false);
            }
            all(x.iter().zip(y.iter()).map(|(x, y)| compare(x, y, budget)))
        }
        (Kind::Map(x), Kind::Map(y)) => {
            if x.len() != y.len() || x.keys().zip(y.keys()).any(|(x, y)| x != y) {
                return Some(false);
            }
            all(x.values().zip(y.values()).map(|(x, y)| compare(&x.value, &y.value, budget)))
        }
        (Kind::Handle(x), Kind::Handle(y)) => Some(x == y),
        _ => Some(false),
    }
}

fn all(results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut outcome = Some(true);
    for result in results {
        match result {
            Some(false) => return Some(false),
            None => outcome = None,
            Some(true) => {}
        }
    }
    outcome
}

/// An unknown differs for certain from what its shape rules out.
fn differs_by_shape(unknown: &Value, other: &Value) -> Option<bool> {
    let shape = shape_of(unknown);
    let differs = match &other.kind {
        Kind::Null => shape.not_null,
        Kind::String(text) => {
            shape.string
                && ((shape.not_empty && text.is_empty()) || !text.starts_with(&*shape.prefix))
        }
        _ => false,
    };
    differs.then_some(false)
}
