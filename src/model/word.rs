//! Shared strings of our own words: names of attributes and values that the program itself adds.
//!
//! In: a literal. Out: a [`Str`], as a rule the same allocation for the same literal on a thread, so
//! that a default that ten thousand objects get is not allocated ten thousand times. Never here:
//! words of an input, of which there is no end.

use std::cell::RefCell;

use super::Str;

/// Literals kept on a thread; more of them take each other's place.
const SLOTS: usize = 1024;

type Slot = Option<(&'static str, Str)>;

thread_local! {
    static WORDS: RefCell<Vec<Slot>> = RefCell::new(vec![None; SLOTS]);
}

/// The shared string of a literal.
pub fn word(literal: &'static str) -> Str {
    let fresh = || Str::from(literal);
    WORDS
        .try_with(|words| {
            let mut words = words.try_borrow_mut().ok()?;
            let place = literal.as_ptr() as usize;
            let slot = words.get_mut((place ^ (place >> 10) ^ (literal.len() << 3)) % SLOTS)?;
            match slot {
                Some((known, shared)) if std::ptr::eq(*known, literal) => Some(shared.clone()),
                _ => {
                    let shared = fresh();
                    *slot = Some((literal, shared.clone()));
                    Some(shared)
                }
            }
        })
        .ok()
        .flatten()
        .unwrap_or_else(fresh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_allocated_once() {
        let once = |_| word("restartPolicy");
        let all: Vec<Str> = (0..3).map(once).collect();
        assert!(
            all.iter().all(|shared| Str::ptr_eq(shared, &all[0]) && &**shared == "restartPolicy")
        );
        let distinct: Vec<&'static str> =
            (0..3 * SLOTS).map(|number| &*format!("word-{number}").leak()).collect();
        assert!(distinct.iter().all(|literal| &*word(literal) == *literal));
        assert!(distinct.iter().all(|literal| &*word(literal) == *literal));
    }
}
