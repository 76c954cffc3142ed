//! Comparison and lookup in three values.

use regorus::Value as Rego;

use super::term::{Doubt, Open, Term};

/// True, false, or it depends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// It depends on this.
    Maybe(Doubt),
}

impl Truth {
    /// From a known boolean.
    pub fn known(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, other) | (other, Self::True) => other,
            (Self::Maybe(one), Self::Maybe(two)) => Self::Maybe(one.and(&two)),
        }
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, other) | (other, Self::False) => other,
            (Self::Maybe(one), Self::Maybe(two)) => Self::Maybe(one.and(&two)),
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            maybe @ Self::Maybe(_) => maybe,
        }
    }
}

/// Whether two terms are equal.
pub fn equal(one: &Term, two: &Term) -> Truth {
    match (one, two) {
        (Term::Known(one), Term::Known(two)) => Truth::known(one == two),
        (Term::Open(open), other) | (other, Term::Open(open)) => equal_open(open, other),
        (Term::Array(_), _) | (_, Term::Array(_)) => {
            let (Some(one), Some(two)) = (elements(one), elements(two)) else {
                return Truth::False;
            };
            if one.len() != two.len() {
                return Truth::False;
            }
            one.iter().zip(&two).fold(Truth::True, |all, (one, two)| all.and(equal(one, two)))
        }
        (Term::Object(_), _) | (_, Term::Object(_)) => equal_objects(one, two),
        (Term::Set(_), other) | (other, Term::Set(_)) => match other {
            Term::Known(Rego::Set(_)) | Term::Set(_) => Truth::Maybe(one.doubt().and(&two.doubt())),
            _ => Truth::False,
        },
    }
}

fn equal_open(open: &Open, other: &Term) -> Truth {
    let maybe = Truth::Maybe(open.doubt.and(&other.doubt()));
    let Term::Known(known) = other else { return maybe };
    let possible = match known {
        Rego::String(text) => {
            let string = text.ends_with(&*open.suffix)
                && open.prefix.as_ref().is_none_or(|prefix| text.starts_with(&**prefix));
            string
                && open.at_least.is_none()
                && !open.boolean
                && !(open.not_empty && text.is_empty())
        }
        Rego::Number(_) => {
            let enough = match (open.at_least, known.as_i64()) {
                (Some(least), Ok(value)) => value >= least,
                _ => true,
            };
            open.prefix.is_none() && !open.boolean && enough
        }
        Rego::Bool(_) => open.prefix.is_none() && open.at_least.is_none(),
        Rego::Null => open.maybe_undefined,
        _ => open.prefix.is_none() && open.at_least.is_none() && !open.boolean,
    };
    if possible { maybe } else { Truth::False }
}

fn equal_objects(one: &Term, two: &Term) -> Truth {
    let (Some(one), Some(two)) = (entries(one), entries(two)) else { return Truth::False };
    let mut all = Truth::True;
    for (key, value) in &one {
        let other = two.iter().find(|(other, _)| other == key).map(|(_, value)| value);
        all = all.and(match other {
            Some(other) => equal(value, other),
            None => absence(value),
        });
    }
    for (key, value) in &two {
        if !one.iter().any(|(other, _)| other == key) {
            all = all.and(absence(value));
        }
    }
    all
}

/// Whether a value that one side has and the other lacks may be absent after all.
fn absence(value: &Term) -> Truth {
    match value {
        Term::Open(open) if open.maybe_undefined => Truth::Maybe(open.doubt.clone()),
        _ => Truth::False,
    }
}

/// Elements of an array, known or not.
pub fn elements(term: &Term) -> Option<Vec<Term>> {
    match term {
        Term::Known(Rego::Array(list)) => Some(list.iter().cloned().map(Term::Known).collect()),
        Term::Array(terms) => Some(terms.to_vec()),
        _ => None,
    }
}

/// Entries of an object, known or not.
pub fn entries(term: &Term) -> Option<Vec<(Rego, Term)>> {
    match term {
        Term::Known(Rego::Object(object)) => {
            let entry = |(key, value): (&Rego, &Rego)| (key.clone(), Term::Known(value.clone()));
            Some(object.iter_sorted().map(entry).collect())
        }
        Term::Object(terms) => {
            Some(terms.iter().map(|(key, term)| (key.clone(), term.clone())).collect())
        }
        _ => None,
    }
}

/// Members of a set, each with the doubt whether it is there.
pub fn members(term: &Term) -> Option<Vec<(Term, Doubt)>> {
    match term {
        Term::Known(Rego::Set(set)) => Some(
            set.iter_sorted().map(|value| (Term::Known(value.clone()), Doubt::none())).collect(),
        ),
        Term::Set(members) => Some(members.to_vec()),
        _ => None,
    }
}

/// Key and value of each element of a collection, with the doubt whether it is there. `None` for
/// what is no collection (an open term is not one either: it may be any).
pub fn iterate(term: &Term) -> Option<Vec<(Term, Term, Doubt)>> {
    if let Some(elements) = elements(term) {
        let item = |(index, value)| (Term::Known(Rego::from(index)), value, Doubt::none());
        return Some(elements.into_iter().enumerate().map(item).collect());
    }
    if let Some(entries) = entries(term) {
        let item = |(key, value): (Rego, Term)| {
            let doubt = presence(&value);
            (Term::Known(key), value, doubt)
        };
        return Some(entries.into_iter().map(item).collect());
    }
    let members = members(term)?;
    Some(members.into_iter().map(|(value, doubt)| (value.clone(), value, doubt)).collect())
}

/// The doubt whether a value is there at all.
pub fn presence(value: &Term) -> Doubt {
    match value {
        Term::Open(open) if open.maybe_undefined => open.doubt.clone(),
        _ => Doubt::none(),
    }
}

/// `collection[key]`: every value that it may be, with the doubt; empty where it is undefined.
pub fn lookup(collection: &Term, key: &Term) -> Vec<(Term, Doubt)> {
    match (collection, key) {
        (Term::Known(collection), Term::Known(key)) => known_lookup(collection, key)
            .map(|value| (Term::Known(value), Doubt::none()))
            .into_iter()
            .collect(),
        (Term::Open(open), _) => {
            // A string, a number or a boolean has no elements.
            if open.prefix.is_some() || open.at_least.is_some() || open.boolean {
                return Vec::new();
            }
            let mut part = Open::from_doubt(open.doubt.clone(), true);
            part.display = match key {
                Term::Known(Rego::String(key)) => format!("{}.{key}", open.display).into(),
                _ => open.display.clone(),
            };
            let doubt = open.doubt.and(&key.doubt());
            vec![(part.term(), doubt)]
        }
        (Term::Array(terms), Term::Known(key)) => {
            let at = key.as_i64().ok().and_then(|index| usize::try_from(index).ok());
            at.and_then(|index| terms.get(index))
                .map(|term| (term.clone(), presence(term)))
                .into_iter()
                .collect()
        }
        (Term::Object(terms), Term::Known(key)) => {
            terms.get(key).map(|term| (term.clone(), presence(term))).into_iter().collect()
        }
        // Membership in a partly known set, and any lookup by an open key: each candidate.
        (collection, key) => iterate(collection)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(own, value, doubt)| match equal(&own, key) {
                Truth::True => Some((value, doubt)),
                Truth::False => None,
                Truth::Maybe(more) => Some((value, doubt.and(&more))),
            })
            .collect(),
    }
}

fn known_lookup(collection: &Rego, key: &Rego) -> Option<Rego> {
    match collection {
        Rego::Object(object) => object.get(key).cloned(),
        Rego::Array(array) => {
            let index = usize::try_from(key.as_i64().ok()?).ok()?;
            array.get(index).cloned()
        }
        Rego::Set(set) => set.get(key).cloned(),
        _ => None,
    }
}
