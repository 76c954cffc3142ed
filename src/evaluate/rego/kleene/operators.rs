//! Operators on terms: comparisons, set operations, and objects of open parts.

use std::collections::BTreeMap;

use regorus::Value as Rego;
use regorus::unstable::{BinOp, BoolOp};

use super::compare::{self, Truth};
use super::term::{Doubt, Open, Term};

/// An object from entries; an open key makes the whole open.
pub(super) fn object_of(entries: Vec<(Term, Term, Doubt)>) -> (Term, Doubt) {
    let mut object = BTreeMap::new();
    let mut open = Doubt::none();
    for (key, value, doubt) in entries {
        match key {
            Term::Known(key) => {
                let value =
                    if doubt.is_certain() { value } else { Open::from_doubt(doubt, true).term() };
                object.insert(key, value);
            }
            other => open = open.and(&other.doubt()).and(&value.doubt()),
        }
    }
    if open.is_certain() {
        return (Term::object(object), Doubt::none());
    }
    let all = object.values().fold(open, |all, value| all.and(&value.doubt()));
    (Open::from_doubt(all, false).term(), Doubt::none())
}

/// Truth as a term.
pub(super) fn truth_term(truth: Truth) -> Term {
    match truth {
        Truth::True => Term::Known(Rego::Bool(true)),
        Truth::False => Term::Known(Rego::Bool(false)),
        Truth::Maybe(doubt) => {
            let mut open = Open::from_doubt(doubt, false);
            open.boolean = true;
            open.term()
        }
    }
}

/// A comparison. Rego orders values of different types too (OPA's documentation of comparisons).
pub(super) fn comparison(op: &BoolOp, one: &Term, two: &Term) -> Truth {
    match op {
        BoolOp::Eq => return compare::equal(one, two),
        BoolOp::Ne => return !compare::equal(one, two),
        _ => {}
    }
    if let (Term::Known(one), Term::Known(two)) = (one, two) {
        return Truth::known(match op {
            BoolOp::Lt => one < two,
            BoolOp::Le => one <= two,
            BoolOp::Ge => one >= two,
            _ => one > two,
        });
    }
    // A count that is at least n, against a number.
    if let (Term::Open(open), Term::Known(limit)) = (one, two)
        && let (Some(least), Ok(limit)) = (open.at_least, limit.as_i64())
    {
        match op {
            BoolOp::Gt if least > limit => return Truth::True,
            BoolOp::Ge if least >= limit => return Truth::True,
            BoolOp::Lt if least >= limit => return Truth::False,
            BoolOp::Le if least > limit => return Truth::False,
            _ => {}
        }
    }
    Truth::Maybe(one.doubt().and(&two.doubt()))
}

/// `&` and `|` of sets. `None` where an operand is no set.
pub(super) fn set_operation(op: &BinOp, one: &Term, two: &Term) -> Option<Term> {
    let both = one.doubt().and(&two.doubt());
    if matches!(one, Term::Open(_)) || matches!(two, Term::Open(_)) {
        return Some(Open::from_doubt(both, true).term());
    }
    let (one, two) = (compare::members(one)?, compare::members(two)?);
    let members = match op {
        BinOp::Union => one.into_iter().chain(two).collect(),
        BinOp::Intersection => one
            .into_iter()
            .filter_map(|(member, doubt)| {
                let found = two.iter().fold(Truth::False, |found, (other, there)| {
                    let there =
                        if there.is_certain() { Truth::True } else { Truth::Maybe(there.clone()) };
                    found.or(compare::equal(&member, other).and(there))
                });
                match found {
                    Truth::True => Some((member, doubt)),
                    Truth::False => None,
                    Truth::Maybe(more) => Some((member, doubt.and(&more))),
                }
            })
            .collect(),
    };
    Some(Term::set(members))
}
