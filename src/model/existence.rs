//! Whether a resource is there at all, where that is open.
//!
//! In: the conditions that a declaration puts on its instances and that are not known. Out: what is
//! open beside another resource. Two resources under the same condition are there together.

use std::sync::Arc;

use super::{Str, Unknown};

/// The open conditions under which a resource is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Existence(pub Vec<Condition>);

/// An open condition: a `count` or `for_each` that is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What is open in it.
    pub unknown: Arc<Unknown>,
    /// The condition as it is written.
    pub written: Str,
    /// Addresses of the resources that it goes over, without instance keys.
    pub over: Vec<Str>,
}

impl Existence {
    /// What leaves it open whether the resource is there, given that another one is: its address
    /// without an instance key, and its own conditions.
    pub fn open_beside(&self, address: &str, other: Option<&Self>) -> Option<&Arc<Unknown>> {
        let met = |condition: &&Condition| {
            condition.over.iter().any(|over| **over == *address)
                || other.is_some_and(|other| other.0.iter().any(|one| one.is_same(condition)))
        };
        self.0.iter().find(|condition| !met(condition)).map(|condition| &condition.unknown)
    }
}

impl Condition {
    fn is_same(&self, other: &Self) -> bool {
        self.written == other.written
            && self.unknown.name == other.unknown.name
            && self.unknown.declared_at == other.unknown.declared_at
    }
}
