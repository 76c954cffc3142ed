//! The resources that a value was derived from.
//!
//! In: addresses, as values are built from attributes of resources. Out: the same, sorted, when a
//! resource's references are listed. Shared by value, because nearly all values have none.

use std::rc::Rc;

use crate::model::Str;

/// Addresses remembered for one value; beyond it further ones are dropped.
const LIMIT: usize = 64;

/// A small sorted set of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refs(Option<Rc<Vec<Str>>>);

impl Refs {
    /// One address.
    pub fn one(address: Str) -> Self {
        Self(Some(Rc::new(vec![address])))
    }

    /// None, where they are not wanted.
    #[must_use]
    pub fn only_if(self, wanted: bool) -> Self {
        if wanted { self } else { Self::default() }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Addresses in order.
    pub fn iter(&self) -> impl Iterator<Item = &Str> {
        self.0.iter().flat_map(|list| list.iter())
    }

    /// Adds another set.
    pub fn extend(&mut self, other: &Self) {
        let Some(theirs) = &other.0 else { return };
        let Some(ours) = &mut self.0 else {
            self.0 = Some(Rc::clone(theirs));
            return;
        };
        if Rc::ptr_eq(ours, theirs) || theirs.iter().all(|one| ours.binary_search(one).is_ok()) {
            return;
        }
        let mut merged: Vec<Str> = ours.iter().chain(theirs.iter()).cloned().collect();
        merged.sort_unstable();
        merged.dedup();
        merged.truncate(LIMIT);
        *ours = Rc::new(merged);
    }
}
