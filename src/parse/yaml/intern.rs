//! Shared strings: keys and short words of a stream are allocated once.
//!
//! In: a text. Out: a [`Str`], the same allocation for the same text, so that two keys are equal
//! exactly where their pointers are. Never here: dropping a string before the stream ends.

use std::collections::HashSet;

use crate::model::Str;

/// Longest value that is worth looking up.
const MAX_WORD: usize = 32;

/// Strings that are found without hashing.
const SLOTS: usize = 256;

pub(super) struct Interner {
    // The standard hasher: keys are the input's, and it resists chosen collisions.
    strings: HashSet<Str>,
    /// The last string of each slot: most keys are of a few, which take turns.
    recent: Vec<Option<Str>>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { strings: HashSet::new(), recent: vec![None; SLOTS] }
    }
}

impl Interner {
    /// The shared string of a key.
    pub(super) fn key(&mut self, text: &str) -> Str {
        let Some(recent) = self.recent.get_mut(slot(text)) else { return text.into() };
        if let Some(known) = recent
            && **known == *text
        {
            return known.clone();
        }
        let shared = match self.strings.get(text) {
            Some(known) => known.clone(),
            None => {
                let shared: Str = text.into();
                self.strings.insert(shared.clone());
                shared
            }
        };
        *recent = Some(shared.clone());
        shared
    }

    /// The string of a value: shared where it is short, since those repeat.
    pub(super) fn word(&mut self, text: &str) -> Str {
        if text.len() <= MAX_WORD { self.key(text) } else { text.into() }
    }
}

/// A slot by length and a few bytes: a bad spread costs a look-up, nothing else.
fn slot(text: &str) -> usize {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    let (last, middle) = (bytes.len().wrapping_sub(1), bytes.len() / 2);
    (bytes.len() * 67 + byte(0) * 31 + byte(middle) * 13 + byte(last) * 7) % SLOTS
}
