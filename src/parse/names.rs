//! Names that tell things of one file apart, also where the file calls two of them the same.
//!
//! In: what each is called, in source order. Out: the name itself the first time, then `name~2`,
//! `name~3`. Never here: square brackets, which in an address mean one of many instances.

use std::collections::HashMap;

use crate::model::Str;

/// The names that were given so far, each with the last number that was tried for it.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashMap<Str, usize>,
}

impl Names {
    /// A name that was not given yet.
    pub(super) fn next(&mut self, wanted: &str) -> Str {
        let mut name = Str::from(wanted);
        while self.given.contains_key(&name) {
            let last = self.given.entry(wanted.into()).or_insert(1);
            *last += 1;
            name = format!("{wanted}~{last}").into();
        }
        self.given.insert(name.clone(), 1);
        name
    }
}
