//! Values of direct evaluation: small, copied freely, borrowing from the model, from the program,
//! and from an arena that lives as long as one resource is judged.
//!
//! In: model values as they stand, without conversion. Out: [`Val`], with Rego's order and
//! equality. An unknown entry of a map is absent, an unknown element of a list is null, and
//! [`met_unknown`] tells that one was looked at: the policy is then evaluated in three values
//! instead, and what came of this is dropped.

use std::cell::Cell;
use std::cmp::Ordering;

use bumpalo::Bump;
use regorus::Value as Rego;

use crate::model::{Kind, Map, Number, Value};

/// A value.
#[derive(Debug, Clone, Copy)]
pub enum Val<'a> {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer that fits.
    Int(i64),
    /// Another number.
    Float(f64),
    /// Decimal text of a number that is neither.
    Decimal(&'a str),
    /// A string.
    Str(&'a str),
    /// An array of the model.
    List(&'a [Value]),
    /// An object of the model.
    Map(&'a Map),
    /// An array that a policy built.
    Array(&'a [Val<'a>]),
    /// An object that a policy built: sorted by key, each key once.
    Object(&'a [(Val<'a>, Val<'a>)]),
    /// A set: sorted, each member once.
    Set(&'a [Val<'a>]),
}

thread_local! {
    static MET: Cell<bool> = const { Cell::new(false) };
}

/// Whether something unknown was looked at on this thread since this was last asked.
pub fn met_unknown() -> bool {
    MET.replace(false)
}

/// Every look at what a map or list holds comes through here.
fn is_unknown(value: &Value) -> bool {
    let unknown = matches!(value.kind, Kind::Unknown(_));
    if unknown {
        MET.set(true);
    }
    unknown
}

impl<'a> Val<'a> {
    /// A model value.
    pub fn of(value: &'a Value) -> Self {
        match &value.kind {
            Kind::Null => Self::Null,
            Kind::Unknown(_) => {
                MET.set(true);
                Self::Null
            }
            Kind::Bool(value) => Self::Bool(*value),
            Kind::Number(Number::Int(value)) => Self::Int(*value),
            Kind::Number(Number::Float(value)) => Self::Float(*value),
            Kind::Number(Number::Decimal(text)) => Self::Decimal(text),
            Kind::String(text) => Self::Str(text),
            Kind::List(list) => Self::List(list),
            Kind::Map(map) => Self::Map(map),
        }
    }

    /// A value of regorus, copied into an arena.
    pub fn of_rego(value: &Rego, arena: &'a Bump) -> Option<Self> {
        Some(match value {
            Rego::Null => Self::Null,
            Rego::Bool(value) => Self::Bool(*value),
            Rego::Number(number) => {
                let text = number.format_decimal();
                match (text.parse::<i64>(), text.parse::<f64>()) {
                    (Ok(value), _) => Self::Int(value),
                    (_, Ok(float)) if Rego::from(float) == *value => Self::Float(float),
                    _ => Self::Decimal(arena.alloc_str(&text)),
                }
            }
            Rego::String(text) => Self::Str(arena.alloc_str(text)),
            Rego::Array(list) => {
                let all: Option<Vec<Self>> =
                    list.iter().map(|value| Self::of_rego(value, arena)).collect();
                Self::Array(arena.alloc_slice_copy(&all?))
            }
            Rego::Set(set) => {
                let all: Option<Vec<Self>> =
                    set.iter_sorted().map(|value| Self::of_rego(value, arena)).collect();
                Self::Set(arena.alloc_slice_copy(&all?))
            }
            Rego::Object(object) => {
                let all: Option<Vec<(Self, Self)>> = object
                    .iter_sorted()
                    .map(|(key, value)| {
                        Some((Self::of_rego(key, arena)?, Self::of_rego(value, arena)?))
                    })
                    .collect();
                Self::Object(arena.alloc_slice_copy(&all?))
            }
            Rego::Undefined => return None,
        })
    }

    /// As a value of regorus.
    pub fn rego(self) -> Rego {
        match self {
            Self::Null => Rego::Null,
            Self::Bool(value) => Rego::Bool(value),
            Self::Int(value) => Rego::from(value),
            Self::Float(value) => Rego::from(value),
            Self::Decimal(text) => Rego::from_numeric_string(text).unwrap_or(Rego::Null),
            Self::Str(text) => Rego::from(text),
            Self::List(list) => {
                Rego::from(list.iter().map(|value| Self::of(value).rego()).collect::<Vec<_>>())
            }
            Self::Array(list) => {
                Rego::from(list.iter().map(|value| value.rego()).collect::<Vec<_>>())
            }
            Self::Map(map) => {
                let entries = map
                    .iter()
                    .filter(|entry| !is_unknown(&entry.value))
                    .map(|entry| (Rego::String(entry.key.clone()), Self::of(&entry.value).rego()));
                Rego::from(entries.collect::<regorus::value::Object>())
            }
            Self::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.rego(), value.rego()));
                Rego::from(entries.collect::<regorus::value::Object>())
            }
            Self::Set(members) => Rego::from(
                members.iter().map(|value| value.rego()).collect::<std::collections::BTreeSet<_>>(),
            ),
        }
    }

    /// Neither `false` nor, by being here, undefined.
    pub fn holds(self) -> bool {
        !matches!(self, Self::Bool(false))
    }

    /// The text of a string.
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Elements of an array.
    pub fn elements(self) -> Option<Elements<'a>> {
        match self {
            Self::List(list) => Some(Elements::List(list.iter())),
            Self::Array(list) => Some(Elements::Array(list.iter())),
            _ => None,
        }
    }

    /// Elements of an array or members of a set.
    pub fn members(self) -> Option<Elements<'a>> {
        match self {
            Self::Set(list) => Some(Elements::Array(list.iter())),
            _ => self.elements(),
        }
    }

    /// Entries of an object, in the order of their keys.
    pub fn entries(self, arena: &'a Bump) -> Option<&'a [(Val<'a>, Val<'a>)]> {
        match self {
            Self::Object(entries) => Some(entries),
            Self::Map(map) => Some(sorted(map, arena)),
            _ => None,
        }
    }

    /// Number of elements, entries, members or characters.
    pub fn count(self) -> Option<usize> {
        Some(match self {
            Self::List(list) => list.len(),
            Self::Array(list) | Self::Set(list) => list.len(),
            Self::Object(entries) => entries.len(),
            Self::Map(map) => known(map).count(),
            Self::Str(text) => text.chars().count(),
            _ => return None,
        })
    }

    /// `self[key]`.
    pub fn get(self, key: Val<'a>) -> Option<Val<'a>> {
        match (self, key) {
            (Self::Map(map), Self::Str(key)) => entry(map, key).map(Self::of),
            (Self::List(list), key) => list.get(key.index()?).map(Self::of),
            (Self::Array(list), key) => list.get(key.index()?).copied(),
            (Self::Object(entries), key) => entries
                .binary_search_by(|(own, _)| own.order(key))
                .ok()
                .and_then(|at| entries.get(at))
                .map(|(_, value)| *value),
            (Self::Set(members), key) => members
                .binary_search_by(|own| own.order(key))
                .ok()
                .and_then(|at| members.get(at))
                .copied(),
            _ => None,
        }
    }

    /// `self.key`.
    pub fn field(self, key: &str) -> Option<Val<'a>> {
        match self {
            Self::Map(map) => entry(map, key).map(Self::of),
            Self::Object(entries) => entries
                .iter()
                .find(|(own, _)| matches!(own, Self::Str(own) if *own == key))
                .map(|(_, value)| *value),
            Self::Set(members) => {
                members.iter().find(|own| matches!(own, Self::Str(own) if *own == key)).copied()
            }
            _ => None,
        }
    }

    /// `key in self`: among the elements, the values, or the members.
    pub fn has(self, wanted: Val<'_>) -> bool {
        match self {
            Self::List(list) => list.iter().any(|value| Val::of(value).equals(wanted)),
            Self::Array(list) => list.iter().any(|value| value.equals(wanted)),
            Self::Set(members) => members.binary_search_by(|own| own.order(wanted)).is_ok(),
            Self::Object(entries) => entries.iter().any(|(_, value)| value.equals(wanted)),
            Self::Map(map) => known(map).any(|(_, value)| Val::of(value).equals(wanted)),
            _ => false,
        }
    }

    /// As an index into an array.
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Int(value) => usize::try_from(value).ok(),
            Self::Float(_) | Self::Decimal(_) => {
                self.rego().as_i64().ok().and_then(|value| usize::try_from(value).ok())
            }
            _ => None,
        }
    }
}

/// Elements of an array.
#[derive(Clone)]
pub enum Elements<'a> {
    /// Of the model.
    List(std::slice::Iter<'a, Value>),
    /// Of the policy.
    Array(std::slice::Iter<'a, Val<'a>>),
}

impl<'a> Iterator for Elements<'a> {
    type Item = Val<'a>;

    fn next(&mut self) -> Option<Val<'a>> {
        match self {
            Self::List(list) => list.next().map(Val::of),
            Self::Array(list) => list.next().copied(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::List(list) => list.size_hint(),
            Self::Array(list) => list.size_hint(),
        }
    }
}

impl ExactSizeIterator for Elements<'_> {}

fn entry<'a>(map: &'a Map, key: &str) -> Option<&'a Value> {
    map.iter()
        .rev()
        .find(|entry| &*entry.key == key && !is_unknown(&entry.value))
        .map(|entry| &entry.value)
}

/// Known entries, each key once: the last one where a source wrote it twice.
fn known(map: &Map) -> impl Iterator<Item = (&str, &Value)> {
    map.iter().enumerate().filter_map(|(at, entry)| {
        let hidden =
            |later: &crate::model::Entry| later.key == entry.key && !is_unknown(&later.value);
        let own = !is_unknown(&entry.value) && !map.iter().skip(at + 1).any(hidden);
        own.then_some((&*entry.key, &entry.value))
    })
}

fn sorted<'a>(map: &'a Map, arena: &'a Bump) -> &'a [(Val<'a>, Val<'a>)] {
    let mut entries = bumpalo::collections::Vec::with_capacity_in(map.len(), arena);
    entries.extend(
        map.iter()
            .filter(|entry| !is_unknown(&entry.value))
            .map(|entry| (Val::Str(&entry.key), Val::of(&entry.value))),
    );
    unique(entries)
}

/// Sorts entries by key; of equal keys the last one stays.
fn unique<'a>(
    mut entries: bumpalo::collections::Vec<'a, (Val<'a>, Val<'a>)>,
) -> &'a [(Val<'a>, Val<'a>)] {
    let rising = |pair: &[(Val<'_>, Val<'_>)]| match pair {
        [one, two] => one.0.order(two.0) == Ordering::Less,
        _ => true,
    };
    if !entries.windows(2).all(rising) {
        entries.sort_by(|one, two| one.0.order(two.0));
        // `dedup_by` keeps the first of a run: give it the value of the last.
        entries.dedup_by(|later, kept| {
            let same = later.0.equals(kept.0);
            if same {
                kept.1 = later.1;
            }
            same
        });
    }
    entries.into_bump_slice()
}

/// An object of entries; of equal keys the last one stays.
pub fn object<'a>(
    arena: &'a Bump,
    entries: impl IntoIterator<Item = (Val<'a>, Val<'a>)>,
) -> Val<'a> {
    let mut list = bumpalo::collections::Vec::new_in(arena);
    list.extend(entries);
    Val::Object(unique(list))
}

/// A set of members.
pub fn set<'a>(mut members: bumpalo::collections::Vec<'a, Val<'a>>) -> Val<'a> {
    let rising = |pair: &[Val<'_>]| match pair {
        [one, two] => one.order(*two) == Ordering::Less,
        _ => true,
    };
    if !members.windows(2).all(rising) {
        members.sort_by(|one, two| one.order(*two));
        members.dedup_by(|later, kept| later.equals(*kept));
    }
    Val::Set(members.into_bump_slice())
}
