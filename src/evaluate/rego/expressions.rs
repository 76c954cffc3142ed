//! Regular expressions that each thread keeps compiled.
//!
//! In: a pattern. Out: what is asked of it. Regorus keeps compiled expressions too, but hands out
//! a copy a call, and a copy starts with empty tables.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::Regex;

thread_local! {
    static KNOWN: RefCell<HashMap<String, Option<Regex>>> = RefCell::default();
}

/// Most patterns that a thread keeps: a policy may compute them from what is scanned.
const KEPT: usize = 1000;

/// Asks something of a pattern; `None` where it is not valid.
pub fn with<T>(pattern: &str, ask: impl FnOnce(&Regex) -> T) -> Option<T> {
    KNOWN.with_borrow_mut(|known| {
        if !known.contains_key(pattern) {
            if known.len() >= KEPT {
                known.clear();
            }
            known.insert(pattern.to_string(), Regex::new(pattern).ok());
        }
        known.get(pattern)?.as_ref().map(ask)
    })
}
