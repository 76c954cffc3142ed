//! Terraform's automatic conversions, equality, and the order of sets.
//!
//! In: values. Out: values of another type, or a message why there is none. Unknown values convert
//! to unknown values that have the type.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

use super::unknown::shape_of;
use super::{Kind, Map, Number, Value};
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
            let unique = unique(values);
            values = unique;
        }
        Self::new(Kind::Set(Rc::new(values)), span)
    }
}

/// Values with unknown parts that are compared with each other.
const MAX_COMPARED: usize = 1_000;

/// Bytes of the texts that values are told apart by.
const MAX_TEXTS: usize = 32 << 20;

/// Each value once, the first of equal ones; of very large ones some may stay twice.
pub fn unique(values: Vec<Value>) -> Vec<Value> {
    let mut texts = HashSet::new();
    let mut room = MAX_TEXTS;
    let mut budget = MAX_COMPARISONS;
    let mut open: Vec<Value> = Vec::new();
    let mut unique = Vec::with_capacity(values.len());
    for value in values {
        let text = if room == 0 { None } else { super::json::encode(&value) };
        let fresh = match text {
            Some(text) => {
                room = room.saturating_sub(text.len());
                texts.insert(text)
            }
            None => {
                room = room.saturating_sub(MAX_TEXTS / 16);
                let mut same = |other| compare(other, &value, &mut budget) == Some(true);
                let seen = open.iter().any(&mut same);
                if !seen && open.len() < MAX_COMPARED {
                    open.push(value.clone());
                }
                !seen
            }
        };
        if fresh {
            unique.push(value);
        }
    }
    unique
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

/// Values looked at while one list is brought to one type.
const MAX_UNIFIED: usize = 100_000;

/// Brings the elements of a list to one type: mixed primitives become strings, in the places of
/// lists and objects too.
pub fn unify(values: Vec<Value>) -> Vec<Value> {
    let mut budget = MAX_UNIFIED;
    unified(&values, &mut budget).unwrap_or(values)
}

/// The same values of one type; `None` where they are already.
fn unified(values: &[Value], budget: &mut usize) -> Option<Vec<Value>> {
    *budget = budget.checked_sub(values.len())?;
    let mut ranks = [false; 4];
    for rank in values.iter().filter_map(rank) {
        if let Some(seen) = ranks.get_mut(usize::from(rank)) {
            *seen = true;
        }
    }
    if ranks.iter().skip(1).filter(|seen| **seen).count() > 1 {
        let text = |value: &Value| value.to_string_value().unwrap_or_else(|_| value.clone());
        return Some(values.iter().map(text).collect());
    }
    if let Some(maps) = values.iter().map(Value::as_map).collect::<Option<Vec<_>>>() {
        return unified_maps(values, &maps, budget);
    }
    let lists = values.iter().map(|value| match &value.kind {
        Kind::List(list) => Some(list),
        _ => None,
    });
    unified_lists(values, &lists.collect::<Option<Vec<_>>>()?, budget)
}

/// Objects of the same attributes, attribute by attribute.
fn unified_maps(values: &[Value], maps: &[&Rc<Map>], budget: &mut usize) -> Option<Vec<Value>> {
    let (first, rest) = maps.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let same = |map: &&Rc<Map>| map.len() == first.len() && map.keys().eq(first.keys());
    if !rest.iter().all(same) {
        return None;
    }
    let mut changed: Option<Vec<Map>> = None;
    for key in first.keys() {
        let column: Vec<Value> =
            maps.iter().filter_map(|map| Some(map.get(key)?.value.clone())).collect();
        if let Some(column) = unified(&column, budget) {
            let changed =
                changed.get_or_insert_with(|| maps.iter().map(|map| Map::clone(map)).collect());
            for (map, value) in changed.iter_mut().zip(column) {
                if let Some(item) = map.get_mut(key) {
                    item.value = value;
                }
            }
        }
    }
    let kept = |(map, value): (Map, &Value)| Value::map(map, value.span).marked_by(value);
    Some(changed?.into_iter().zip(values).map(kept).collect())
}

/// Lists of the same length, place by place; of others all elements.
fn unified_lists(
    values: &[Value],
    lists: &[&Rc<Vec<Value>>],
    budget: &mut usize,
) -> Option<Vec<Value>> {
    let (first, rest) = lists.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let length = first.len();
    let mut changed: Option<Vec<Vec<Value>>> = None;
    if rest.iter().all(|list| list.len() == length) {
        for at in 0..length {
            let column: Vec<Value> =
                lists.iter().filter_map(|list| list.get(at).cloned()).collect();
            if let Some(column) = unified(&column, budget) {
                let changed =
                    changed.get_or_insert_with(|| lists.iter().map(|list| list.to_vec()).collect());
                for (list, value) in changed.iter_mut().zip(column) {
                    if let Some(place) = list.get_mut(at) {
                        *place = value;
                    }
                }
            }
        }
    } else {
        let all: Vec<Value> = lists.iter().flat_map(|list| list.iter().cloned()).collect();
        let mut all = unified(&all, budget)?.into_iter();
        changed = Some(lists.iter().map(|list| all.by_ref().take(list.len()).collect()).collect());
    }
    let kept = |(list, value): (Vec<Value>, &Value)| Value::list(list, value.span).marked_by(value);
    Some(changed?.into_iter().zip(values).map(kept).collect())
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
        // A set is of another type than what is written in brackets.
        (Kind::List(x), Kind::List(y)) | (Kind::Set(x), Kind::Set(y)) => {
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
