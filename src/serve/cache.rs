//! Verdicts of objects that were judged a moment ago.
//!
//! In: a verdict hash, which covers object, rules and parameters. Out: what was found. An update
//! brings the old object along, and controllers retry what was denied. Two generations of bounded
//! size: when the young one is full it becomes the old one, so that memory has a ceiling and what
//! is in use stays.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::finding::RuleResult;
use crate::model::Str;

/// Objects of a generation.
const OBJECTS: usize = 1024;
/// Objects with more findings than this are judged again.
const FINDINGS: usize = 64;

/// What was found in an object.
pub type Found = Arc<Vec<RuleResult>>;

/// A bounded cache.
#[derive(Default)]
pub struct Cache(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<Str, Found>,
    old: HashMap<Str, Found>,
}

impl Cache {
    /// What was found under a hash.
    pub fn get(&self, hash: &str) -> Option<Found> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = generations.young.get(hash) {
            return Some(found.clone());
        }
        let (hash, found) = generations.old.remove_entry(hash)?;
        generations.put(hash, found.clone());
        Some(found)
    }

    /// Keeps what was found.
    pub fn put(&self, hash: Str, found: Found) {
        if found.len() <= FINDINGS {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).put(hash, found);
        }
    }
}

impl Generations {
    fn put(&mut self, hash: Str, found: Found) {
        if self.young.len() >= OBJECTS {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(hash, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays_and_memory_is_bounded() {
        let cache = Cache::default();
        cache.put("used".into(), Found::default());
        for index in 0..10 * OBJECTS {
            cache.put(index.to_string().into(), Found::default());
            assert!(cache.get("used").is_some());
        }
        assert!(cache.get("0").is_none());
        let generations = cache.0.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= 2 * OBJECTS);
    }
}
