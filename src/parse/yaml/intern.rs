//! Shared strings: keys and short words of a stream are allocated once.
//!
//! In: a text. Out: a [`Str`], the same allocation for the same text, so that two keys are equal
//! exactly where their pointers are. Never here: dropping a string before the stream ends.

use std::collections::HashSet;

use crate::model::Str;

/// Longest value that is worth looking up.
const MAX_WORD: usize = 32;

#[derive(Default)]
pub(super) struct Interner {
    // The standard hasher: keys are the input's, and it resists chosen collisions.
    strings: HashSet<Str>,
}

impl Interner {
    /// The shared string of a key.
    pub(super) fn key(&mut self, text: &str) -> Str {
        if let Some(known) = self.strings.get(text) {
            return known.clone();
        }
        let shared: Str = text.into();
        self.strings.insert(shared.clone());
        shared
    }

    /// The string of a value: shared where it is short, since those repeat.
    pub(super) fn word(&mut self, text: &str) -> Str {
        if text.len() <= MAX_WORD { self.key(text) } else { text.into() }
    }
}
