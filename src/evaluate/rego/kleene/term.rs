//! Terms of three-valued evaluation: known, open, or known but for some parts.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use regorus::Value as Rego;

use super::super::input;
use crate::model::{Kind, Str, Unknown, Value};

/// What a solution depends on: nothing (it holds whatever the unknowns turn out to be), or the
/// indexes of causes, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubt(Option<Rc<Vec<u32>>>);

impl Doubt {
    /// Depends on nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// Depends on one cause.
    pub fn of(cause: u32) -> Self {
        Self(Some(Rc::new(vec![cause])))
    }

    /// Whether it depends on nothing.
    pub fn is_certain(&self) -> bool {
        self.0.is_none()
    }

    /// Depends on what either depends on.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (None, _) => other.clone(),
            (_, None) => self.clone(),
            (Some(one), Some(two)) if Rc::ptr_eq(one, two) => self.clone(),
            (Some(one), Some(two)) => {
                let mut all: Vec<u32> = one.iter().chain(two.iter()).copied().collect();
                all.sort_unstable();
                all.dedup();
                Self(Some(Rc::new(all)))
            }
        }
    }

    /// The causes.
    pub fn causes(&self) -> &[u32] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

/// A value that is open.
#[derive(Debug, Clone)]
pub struct Open {
    /// What it depends on; never certain.
    pub doubt: Doubt,
    /// It may be undefined (absent).
    pub maybe_undefined: bool,
    /// It is a string that starts with this.
    pub prefix: Option<Str>,
    /// It is a string that ends with this.
    pub suffix: Str,
    /// It is a string and not the empty one.
    pub not_empty: bool,
    /// It is a number, at least this.
    pub at_least: Option<i64>,
    /// It is a boolean.
    pub boolean: bool,
    /// It is JSON text of this structure.
    pub json: Option<Rc<Term>>,
    /// How to show it in a message.
    pub display: Str,
}

impl Open {
    /// Nothing is known of it, but that it depends on these causes.
    pub fn from_doubt(doubt: Doubt, maybe_undefined: bool) -> Self {
        Self {
            doubt,
            maybe_undefined,
            prefix: None,
            suffix: Str::default(),
            not_empty: false,
            at_least: None,
            boolean: false,
            json: None,
            display: "(not known)".into(),
        }
    }

    /// A term of it.
    pub fn term(self) -> Term {
        Term::Open(Rc::new(self))
    }

    /// Whether, where it is defined, it is neither `false` nor undefined.
    pub fn is_truthy(&self) -> bool {
        !self.maybe_undefined && (self.prefix.is_some() || self.at_least.is_some())
    }
}

/// A term.
#[derive(Debug, Clone)]
pub enum Term {
    /// Known through and through.
    Known(Rego),
    /// Open.
    Open(Rc<Open>),
    /// An array with open parts.
    Array(Rc<Vec<Term>>),
    /// An object with open values. An open value that may be undefined is a key that may be absent.
    Object(Rc<BTreeMap<Rego, Term>>),
    /// A set whose members may be there or not, each under its doubt.
    Set(Rc<Vec<(Term, Doubt)>>),
}

impl Term {
    /// A string.
    pub fn text(text: &str) -> Self {
        Self::Known(Rego::from(text))
    }

    /// The known value, if it is one.
    pub fn known(&self) -> Option<&Rego> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Everything that it depends on.
    pub fn doubt(&self) -> Doubt {
        match self {
            Self::Known(_) => Doubt::none(),
            Self::Open(open) => open.doubt.clone(),
            Self::Array(terms) => {
                terms.iter().fold(Doubt::none(), |all, term| all.and(&term.doubt()))
            }
            Self::Object(terms) => {
                terms.values().fold(Doubt::none(), |all, term| all.and(&term.doubt()))
            }
            Self::Set(terms) => terms
                .iter()
                .fold(Doubt::none(), |all, (term, doubt)| all.and(doubt).and(&term.doubt())),
        }
    }

    /// An array of terms; known where all are.
    pub fn array(terms: Vec<Self>) -> Self {
        match terms.iter().map(|term| term.known().cloned()).collect::<Option<Vec<_>>>() {
            Some(known) => Self::Known(Rego::from(known)),
            None => Self::Array(Rc::new(terms)),
        }
    }

    /// An object of terms; known where all are.
    pub fn object(terms: BTreeMap<Rego, Self>) -> Self {
        let known: Option<BTreeMap<Rego, Rego>> =
            terms.iter().map(|(key, term)| Some((key.clone(), term.known()?.clone()))).collect();
        match known {
            Some(known) => Self::Known(Rego::from(known)),
            None => Self::Object(Rc::new(terms)),
        }
    }

    /// A set of terms; known where every member is known and certain. A member that is there for
    /// certain is not repeated with doubt.
    pub fn set(members: Vec<(Self, Doubt)>) -> Self {
        let certain: std::collections::BTreeSet<Rego> = members
            .iter()
            .filter(|(_, doubt)| doubt.is_certain())
            .filter_map(|(term, _)| term.known().cloned())
            .collect();
        let mut rest: Vec<(Self, Doubt)> = members
            .into_iter()
            .filter(|(term, _)| term.known().is_none_or(|value| !certain.contains(value)))
            .collect();
        if rest.is_empty() {
            return Self::Known(Rego::from(certain));
        }
        rest.extend(certain.into_iter().map(|value| (Self::Known(value), Doubt::none())));
        Self::Set(Rc::new(rest))
    }

    /// The text to show of it in a message.
    pub fn shown(&self) -> String {
        match self {
            Self::Known(Rego::String(text)) => text.to_string(),
            Self::Known(value) => value.to_string(),
            Self::Open(open) => open.display.to_string(),
            Self::Array(terms) => {
                let parts: Vec<_> = terms.iter().map(Self::shown).collect();
                format!("[{}]", parts.join(", "))
            }
            Self::Object(_) | Self::Set(_) => "(partly known)".into(),
        }
    }
}

/// Gives every cause a number, so that doubts are small.
#[derive(Debug, Default)]
pub struct Causes {
    list: Vec<Arc<Unknown>>,
}

impl Causes {
    /// Number of a cause; the same name and place is the same cause.
    pub fn number(&mut self, unknown: &Arc<Unknown>) -> u32 {
        let same = |other: &Arc<Unknown>| {
            Arc::ptr_eq(other, unknown)
                || (other.name == unknown.name && other.declared_at == unknown.declared_at)
        };
        let index = self.list.iter().position(same).unwrap_or_else(|| {
            self.list.push(unknown.clone());
            self.list.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    /// The causes of a doubt.
    pub fn of<'c>(&'c self, doubt: &'c Doubt) -> impl Iterator<Item = &'c Arc<Unknown>> {
        doubt.causes().iter().filter_map(|index| self.list.get(*index as usize))
    }

    /// Every cause that was met.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Unknown>> {
        self.list.iter()
    }

    /// What may be there or not, and is then anything.
    pub fn perhaps(&mut self, unknown: &Arc<Unknown>) -> Term {
        let mut open = Open::from_doubt(Doubt::of(self.number(unknown)), true);
        open.display = unknown.name.clone();
        open.term()
    }

    /// A model value as a term. Subtrees without unknowns become known terms.
    pub fn term(&mut self, value: &Value, convert: &mut input::Converter) -> Term {
        if !value.has_unknown() {
            return Term::Known(convert.value(value));
        }
        match &value.kind {
            Kind::Unknown(unknown) => self.open(unknown, convert),
            Kind::List(list) => {
                Term::array(list.iter().map(|value| self.term(value, convert)).collect())
            }
            Kind::Map(map) => {
                let entries = map.iter().map(|entry| {
                    (Rego::String(entry.key.clone()), self.term(&entry.value, convert))
                });
                Term::object(entries.collect())
            }
            _ => Term::Known(convert.value(value)),
        }
    }

    fn open(&mut self, unknown: &Arc<Unknown>, convert: &mut input::Converter) -> Term {
        let shape = &unknown.shape;
        let doubt = Doubt::of(self.number(unknown));
        let json = shape.json.as_ref().map(|value| Rc::new(self.term(value, convert)));
        Open {
            maybe_undefined: !shape.not_null,
            prefix: (shape.string || json.is_some()).then(|| shape.prefix.clone()),
            suffix: shape.suffix.clone(),
            not_empty: shape.not_empty || !shape.prefix.is_empty() || json.is_some(),
            at_least: None,
            boolean: false,
            json,
            display: unknown.name.clone(),
            doubt,
        }
        .term()
    }
}
