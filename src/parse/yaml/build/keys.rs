//! Keys of a map: duplicates, merges, and keys that are no scalars.
//!
//! In: the builder with a map that closes, or with a collection that stands as a key. Out: the
//! same, the map's entries each of their own key. Never here: expanding what a merge shares.

use crate::model::{Entry, Span, Value};

use super::{Builder, Fault, fault};

/// Longest key that is made from a collection.
const MAX_COMPLEX_KEY: usize = 256;
/// Notes kept for a stream.
const MAX_NOTES: usize = 20;
/// Entries up to which duplicates are sought pairwise.
const FEW: usize = 12;

impl Builder<'_> {
    /// A collection as a key: its source text stands for it.
    pub(super) fn complex_key(&mut self, start: usize, end: usize) -> Result<(), Fault> {
        let text = self.fragment.text;
        let marker = start.checked_sub(1).and_then(|from| text.get(from..start + 1));
        if marker == Some("{{") {
            return Err(fault(start - 1, start + 1, "`{{` opens a template, not a value"));
        }
        let mut cut = end.min(start + MAX_COMPLEX_KEY);
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let written = text.get(start..cut).unwrap_or_default().trim();
        self.key(written, self.fragment.span(start, end), false);
        Ok(())
    }

    /// Notes keys that stand twice and keeps the last of each. Keys are interned: equal exactly
    /// where their pointers are.
    pub(super) fn drop_duplicates(&mut self, base: usize) {
        let mut found = false;
        let mut index = base + 1;
        let many = self.entries.len().saturating_sub(base) > FEW;
        self.seen.clear();
        if many && let Some(first) = self.entries.get(base) {
            self.seen.insert(first.key.as_ptr());
        }
        while let Some(entry) = self.entries.get(index) {
            let pointer = entry.key.as_ptr();
            let earlier = self.entries.get(base..index).unwrap_or_default();
            let is_new = if many {
                self.seen.insert(pointer)
            } else {
                !earlier.iter().any(|other| other.key.as_ptr() == pointer)
            };
            if !is_new {
                self.note_duplicate(index);
                found = true;
            }
            index += 1;
        }
        if found {
            self.seen.clear();
            let mut kept: Vec<Entry> = self.entries.drain(base..).rev().collect();
            kept.retain(|entry| self.seen.insert(entry.key.as_ptr()));
            self.entries.extend(kept.into_iter().rev());
        }
    }

    fn note_duplicate(&mut self, index: usize) {
        let Some(entry) = self.entries.get(index) else { return };
        if self.notes.len() < MAX_NOTES {
            let offset = self.fragment.offset;
            let place = |at: u32| (at as usize).saturating_sub(offset);
            let message = format!("the key `{}` stands here twice; the last one counts", entry.key);
            self.notes.push(Fault {
                start: place(entry.key_span.start),
                end: place(entry.key_span.end),
                message: message.into(),
            });
        }
    }

    /// Appends the entries of merged maps whose keys are not there yet, the first map first.
    pub(super) fn merge(&mut self, base: usize, merges: &[(Span, Value)]) -> Result<u64, Fault> {
        self.seen.clear();
        self.seen.extend(self.entries.iter().skip(base).map(|entry| entry.key.as_ptr()));
        let mut added = 0;
        for (span, value) in merges {
            let single = std::slice::from_ref(value);
            for source in value.as_list().unwrap_or(single) {
                let start = (span.start as usize).saturating_sub(self.fragment.offset);
                let Some(map) = source.as_map() else {
                    if self.notes.len() < MAX_NOTES {
                        self.notes.push(fault(start, start + 2, "`<<` merges only maps"));
                    }
                    continue;
                };
                // The alias was weighed where it stands; its entries are copied here once more.
                self.gain(map.len() as u64, start, start + 2)?;
                for entry in map.iter() {
                    if self.seen.insert(entry.key.as_ptr()) {
                        self.entries.push(entry.clone());
                        added += 1;
                    }
                }
            }
        }
        Ok(added)
    }
}
