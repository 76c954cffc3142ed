//! Values during evaluation.
//!
//! Richer than the model's: sets are told from lists, resources are handles whose attributes are
//! evaluated when asked for, and each value carries the resources that it was derived from.
//! `finish` turns them into the model's. They stay within the thread that evaluates them.

pub mod convert;
mod decimal;
pub mod finish;
pub mod json;
pub mod number;
pub mod origin;
pub mod refs;
pub mod types;
pub mod unknown;

use std::collections::BTreeMap;
use std::rc::Rc;

pub use number::Number;
pub use origin::Origin;
pub use refs::Refs;

use crate::model::{Span, Str, Unknown};

/// A value, where it is written, and what it was derived from.
#[derive(Debug, Clone)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it is written.
    pub span: Span,
    /// Must not be shown.
    pub sensitive: bool,
    /// Resources that it was derived from.
    pub refs: Refs,
    /// Whether it is an attribute of one of these as it stands, and nothing made from it.
    pub whole: bool,
    /// How it came about; only while something is traced.
    pub origin: Option<Rc<Origin>>,
    /// How deep it is nested; bounded, so that walks and drops may recurse.
    height: u16,
}

/// Levels of nesting that a value may have; deeper ones become unknown.
const MAX_HEIGHT: u16 = 200;

/// Kinds of value.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Str),
    /// A list or tuple.
    List(Rc<Vec<Value>>),
    /// A set, in Terraform's order, without duplicates.
    Set(Rc<Vec<Value>>),
    /// A map or object.
    Map(Rc<Map>),
    /// Left open by the configuration.
    Unknown(std::sync::Arc<Unknown>),
    /// An instance of a resource, data source or module call, evaluated on demand.
    Handle(Handle),
}

/// An instance that can be asked for attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handle {
    /// Instance of a resource or data block of a module instance.
    Resource {
        /// The module instance.
        scope: usize,
        /// Index of the block in its module.
        block: usize,
        /// Index of the instance.
        instance: usize,
    },
    /// Instance of a module call: the module instance itself.
    Module {
        /// The module instance.
        scope: usize,
    },
}

/// A map or object: sorted by key, as Terraform iterates it.
pub type Map = BTreeMap<Str, Item>;

/// A map's item.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where the key is written; empty where it is not.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

impl From<Value> for Item {
    fn from(value: Value) -> Self {
        Self { key_span: Span::default(), value }
    }
}

impl Value {
    /// A value of a kind, written at a place.
    pub fn new(kind: Kind, span: Span) -> Self {
        let tallest = match &kind {
            Kind::List(values) | Kind::Set(values) => {
                values.iter().map(|value| value.height + 1).max()
            }
            Kind::Map(map) => map.values().map(|item| item.value.height + 1).max(),
            _ => None,
        };
        let height = tallest.unwrap_or(0);
        if height > MAX_HEIGHT {
            return Self::unevaluated("a value nested too deeply", span);
        }
        Self {
            kind,
            span,
            sensitive: false,
            refs: Refs::default(),
            whole: false,
            origin: None,
            height,
        }
    }

    /// Null.
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

    /// A number.
    pub fn number(value: Number, span: Span) -> Self {
        Self::new(Kind::Number(value), span)
    }

    /// A string.
    pub fn string(value: impl Into<Str>, span: Span) -> Self {
        Self::new(Kind::String(value.into()), span)
    }

    /// A list.
    pub fn list(values: Vec<Self>, span: Span) -> Self {
        Self::new(Kind::List(Rc::new(values)), span)
    }

    /// A map.
    pub fn map(map: Map, span: Span) -> Self {
        Self::new(Kind::Map(Rc::new(map)), span)
    }

    /// A map of plain names.
    pub fn object<const N: usize>(items: [(&str, Self); N], span: Span) -> Self {
        Self::map(items.into_iter().map(|(key, value)| (key.into(), value.into())).collect(), span)
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Elements of a list or set.
    pub fn elements(&self) -> Option<&Rc<Vec<Self>>> {
        match &self.kind {
            Kind::List(values) | Kind::Set(values) => Some(values),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Rc<Map>> {
        match &self.kind {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The cause, if it is unknown.
    pub fn as_unknown(&self) -> Option<&std::sync::Arc<Unknown>> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Whether it is unknown as a whole.
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(_))
    }

    /// The same, written elsewhere.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    /// The same, shown or not.
    #[must_use]
    pub fn with_sensitive(mut self, sensitive: bool) -> Self {
        self.sensitive = sensitive;
        self
    }

    /// The same, with the marks of another value that it was made from.
    #[must_use]
    pub fn marked_by(mut self, other: &Self) -> Self {
        self.sensitive |= other.sensitive;
        self.refs.extend(&other.refs);
        if self.origin.is_none() && other.origin.is_some() {
            self.origin.clone_from(&other.origin);
        }
        self
    }

    /// The first unknown in it, within a bounded walk; a longer walk counts as none.
    pub fn first_unknown(&self) -> Option<&std::sync::Arc<Unknown>> {
        let mut pending = vec![self];
        let mut budget = WALK_LIMIT;
        while let Some(value) = pending.pop() {
            budget = budget.checked_sub(1)?;
            match &value.kind {
                Kind::Unknown(unknown) => return Some(unknown),
                Kind::List(values) | Kind::Set(values) => pending.extend(values.iter().rev()),
                Kind::Map(map) => pending.extend(map.values().rev().map(|item| &item.value)),
                _ => {}
            }
        }
        None
    }

    /// All marks in it, within a bounded walk.
    pub fn deep_marks(&self, refs: &mut Refs, sensitive: &mut bool) {
        let mut pending = vec![self];
        let mut budget = WALK_LIMIT;
        while let Some(value) = pending.pop() {
            let Some(rest) = budget.checked_sub(1) else { return };
            budget = rest;
            refs.extend(&value.refs);
            *sensitive |= value.sensitive;
            match &value.kind {
                Kind::List(values) | Kind::Set(values) => pending.extend(values.iter()),
                Kind::Map(map) => pending.extend(map.values().map(|item| &item.value)),
                _ => {}
            }
        }
    }

    /// What Terraform calls its type, for messages.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "bool",
            Kind::Number(_) => "number",
            Kind::String(_) => "string",
            Kind::List(_) => "list",
            Kind::Set(_) => "set",
            Kind::Map(_) | Kind::Handle(_) => "object",
            Kind::Unknown(_) => "unknown",
        }
    }
}

/// Nodes that a walk over a value looks at: values share parts, so a small one can be a huge tree.
const WALK_LIMIT: u32 = 200_000;
