//! Attribute values: known, unknown with a cause, or sensitive, each with its place.

use std::sync::Arc;

use super::{Existence, Path, Segment, Span, Str};

/// A value and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it is written; empty when it is written nowhere (a default).
    pub span: Span,
    /// Must not be shown: policies may judge it, reports print `(sensitive)`.
    pub sensitive: bool,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Explicit null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Str),
    /// A list, set or tuple, in source order.
    List(Arc<Vec<Value>>),
    /// A map, object or block body, in source order.
    Map(Arc<Map>),
    /// A value that the configuration leaves open.
    Unknown(Arc<Unknown>),
}

/// A number as exactly as its source wrote it.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// Integers that fit.
    Int(i64),
    /// Other numbers that a double holds exactly enough.
    Float(f64),
    /// Decimal text of anything larger or finer.
    Decimal(Str),
}

/// A value that is not known before deployment, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    /// What it depends on, as a user would write it: `var.kms_key`, `data.aws_ami.this.id`.
    pub name: Str,
    /// Why it is open.
    pub because: Cause,
    /// Where that thing is declared, when it is declared in what was read.
    pub declared_at: Option<Span>,
    /// What is known of it all the same.
    pub shape: Shape,
}

/// Why a value is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A variable without a default that no file or flag sets.
    Variable,
    /// An attribute that the provider computes.
    Computed,
    /// A data source.
    DataSource,
    /// A module whose source is not here.
    MissingModule,
    /// A function of time, chance or the network.
    Impure,
    /// An expression that could not be evaluated; a diagnostic says why.
    Unevaluated,
    /// Known after the apply, as a plan says.
    AfterApply,
    /// A template language that was not rendered (a chart, a workflow expression).
    Template,
}

/// What is known of an unknown value. All-default means nothing is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// It cannot be null (nor absent).
    pub not_null: bool,
    /// It is a string; `prefix` is then a known start of it, possibly empty.
    pub string: bool,
    /// Known leading characters of the string.
    pub prefix: Str,
    /// Known trailing characters of the string.
    pub suffix: Str,
    /// The string is not empty.
    pub not_empty: bool,
    /// The string is JSON of this structure, in which single values are unknown.
    pub json: Option<Arc<Value>>,
}

/// Map entries in source order. Lookup is linear for small maps, which nearly all are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    entries: Vec<Entry>,
    existence: Option<Arc<Existence>>,
}

/// One entry of a [`Map`].
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Str,
    /// Where the key is written. For a Terraform block: its type and labels.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

impl Map {
    /// Appends without looking for a duplicate; parsers report those themselves.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Sets a key, replacing an entry of the same name in place.
    pub fn set(&mut self, key: &str, key_span: Span, value: Value) {
        match self.entries.iter_mut().find(|entry| &*entry.key == key) {
            Some(entry) => entry.value = value,
            None => self.entries.push(Entry { key: key.into(), key_span, value }),
        }
    }

    /// [`set`](Self::set) with a key that is shared.
    pub fn put(&mut self, key: Str, key_span: Span, value: Value) {
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.value = value,
            None => self.entries.push(Entry { key, key_span, value }),
        }
    }

    /// An empty map with room for some entries.
    pub fn with_capacity(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), existence: None }
    }

    /// Makes room for just so many more entries.
    pub fn reserve_exact(&mut self, more: usize) {
        self.entries.reserve_exact(more);
    }

    /// The entry of a key; the last one where a source wrote it twice.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| &*entry.key == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Entries in source order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// Entries, for in-place changes.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Entry> {
        self.entries.iter_mut()
    }

    /// The open conditions under which what this is the body of is there at all.
    pub fn existence(&self) -> Option<&Existence> {
        self.existence.as_deref()
    }

    /// Says that it is open whether what this is the body of is there.
    pub fn leave_open(&mut self, existence: Existence) {
        self.existence = Some(Arc::new(existence));
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl FromIterator<Entry> for Map {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect(), existence: None }
    }
}

impl Value {
    /// A value at a place.
    pub fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span, sensitive: false }
    }

    /// Null, at a place.
    pub fn null(span: Span) -> Self {
        Self::new(Kind::Null, span)
    }

    /// A boolean.
    pub fn bool(value: bool, span: Span) -> Self {
        Self::new(Kind::Bool(value), span)
    }

    /// An integer.
    pub fn int(value: i64, span: Span) -> Self {
        Self::new(Kind::Number(Number::Int(value)), span)
    }

    /// A string.
    pub fn string(value: impl Into<Str>, span: Span) -> Self {
        Self::new(Kind::String(value.into()), span)
    }

    /// A list.
    pub fn list(values: Vec<Value>, span: Span) -> Self {
        Self::new(Kind::List(Arc::new(values)), span)
    }

    /// A map.
    pub fn map(map: Map, span: Span) -> Self {
        Self::new(Kind::Map(Arc::new(map)), span)
    }

    /// An unknown value.
    pub fn unknown(unknown: Unknown, span: Span) -> Self {
        Self::new(Kind::Unknown(Arc::new(unknown)), span)
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The integer, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self.kind {
            Kind::Number(Number::Int(value)) => Some(value),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(values) => Some(values),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The cause, if it is unknown.
    pub fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// A key of a map; `None` for anything else.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map().and_then(|map| map.get(key))
    }

    /// The value below a path of keys.
    pub fn at_keys(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The value below a path of keys, or the unknown one that the path leads through.
    pub fn reach(&self, keys: &[&str]) -> Option<&Value> {
        let mut value = self;
        for key in keys {
            if value.as_unknown().is_some() {
                break;
            }
            value = value.get(key)?;
        }
        Some(value)
    }

    /// An unknown value without what is known of it, for what is made from it: of a text that
    /// becomes a number, a list or nothing at all, only the cause remains. Others stay as they are.
    pub fn reshaped(&self) -> Value {
        match &self.kind {
            Kind::Unknown(unknown) if unknown.shape != Shape::default() => {
                let Unknown { name, because, declared_at, .. } = &**unknown;
                let unknown = Unknown {
                    name: name.clone(),
                    because: *because,
                    declared_at: *declared_at,
                    shape: Shape::default(),
                };
                Value { kind: Kind::Unknown(Arc::new(unknown)), ..self.clone() }
            }
            _ => self.clone(),
        }
    }

    /// The value at a path.
    pub fn at(&self, path: &Path) -> Option<&Value> {
        path.0.iter().try_fold(self, |value, segment| value.step(segment))
    }

    /// One step down.
    pub fn step(&self, segment: &Segment) -> Option<&Value> {
        match segment {
            Segment::Key(key) => self.get(key),
            Segment::Index(index) => self.as_list().and_then(|values| values.get(*index)),
        }
    }

    /// Whether this or anything below it is unknown, or whether it is there. Iterative: depth is the
    /// input's.
    pub fn has_unknown(&self) -> bool {
        let mut pending = vec![self];
        while let Some(value) = pending.pop() {
            match &value.kind {
                Kind::Unknown(_) => return true,
                Kind::List(values) => pending.extend(values.iter()),
                Kind::Map(map) if map.existence.is_some() => return true,
                Kind::Map(map) => pending.extend(map.iter().map(|entry| &entry.value)),
                _ => {}
            }
        }
        false
    }
}
