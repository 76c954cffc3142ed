//! How a view is put together: maps by fields, and places in the native attributes.
//!
//! In: values, shared rather than copied. Out: maps, and paths as policies see them. Keys are
//! interned for a definition, so that a field of 20,000 steps costs one allocation.

use std::collections::HashMap;

use crate::model::{Entry, Map, Segment, Span, Str, Value};

/// Keys that were used so far.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: HashMap<&'static str, Str>,
}

impl Keys {
    fn get(&mut self, key: &'static str) -> Str {
        self.known.entry(key).or_insert_with(|| key.into()).clone()
    }
}

/// A map that is being put together.
pub(super) struct Fields<'a> {
    keys: &'a mut Keys,
    map: Map,
}

impl<'a> Fields<'a> {
    pub(super) fn new(keys: &'a mut Keys) -> Self {
        Self { keys, map: Map::default() }
    }

    /// Adds a field.
    pub(super) fn put(&mut self, key: &'static str, value: Value) -> &mut Self {
        let key = self.keys.get(key);
        self.map.push(Entry { key, key_span: Span::default(), value });
        self
    }

    /// Adds a field where there is a value for it.
    pub(super) fn put_some(&mut self, key: &'static str, value: Option<Value>) -> &mut Self {
        if let Some(value) = value {
            self.put(key, value);
        }
        self
    }

    /// The map.
    pub(super) fn finish(self) -> Value {
        Value::map(self.map, Span::default())
    }
}

/// A path into the native attributes that grows and shrinks with the walk.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    steps: Vec<Value>,
}

impl Place {
    /// One step down.
    pub(super) fn join(&self, step: impl Into<Segment>) -> Self {
        let mut place = Self { steps: Vec::with_capacity(self.steps.len() + 1) };
        place.steps.extend_from_slice(&self.steps);
        place.push(step);
        place
    }

    /// Goes one step down.
    pub(super) fn push(&mut self, step: impl Into<Segment>) {
        let none = Span::default();
        self.steps.push(match step.into() {
            Segment::Key(key) => Value::string(key, none),
            Segment::Index(index) => Value::int(i64::try_from(index).unwrap_or(i64::MAX), none),
        });
    }

    /// Goes back up.
    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// The path as policies see it.
    pub(super) fn value(&self) -> Value {
        Value::list(self.steps.clone(), Span::default())
    }

    /// The path as the model has it.
    pub(super) fn path(&self) -> crate::model::Path {
        let step = |value: &Value| match (value.as_str(), value.as_int()) {
            (_, Some(index)) => Segment::Index(usize::try_from(index).unwrap_or_default()),
            (text, None) => Segment::Key(text.unwrap_or_default().into()),
        };
        crate::model::Path(self.steps.iter().map(step).collect())
    }
}

/// A text that no source wrote.
pub(super) fn text(text: impl Into<Str>) -> Value {
    Value::string(text, Span::default())
}

/// A list that no source wrote.
pub(super) fn list(values: Vec<Value>) -> Value {
    Value::list(values, Span::default())
}

/// A map without entries.
pub(super) fn empty_map() -> Value {
    Value::map(Map::default(), Span::default())
}
