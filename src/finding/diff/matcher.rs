//! One-to-one matching in passes, the most telling first.
//!
//! In: what is left on both sides, and for each pass a key for each of them. Out: pairs of equal
//! keys, in order. Linear in what is left for each pass.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// What is matched, and what is left.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    /// Left on the earlier side, in order.
    pub before: Vec<usize>,
    /// Left on the later side, in order.
    pub after: Vec<usize>,
    /// Matched: earlier, later.
    pub pairs: Vec<(usize, usize)>,
}

impl Matcher {
    /// Matches equal keys, one to one; `None` takes no part in this pass.
    pub fn pass<K: Eq + Hash>(
        &mut self,
        before_key: impl Fn(usize) -> Option<K>,
        after_key: impl Fn(usize) -> Option<K>,
    ) {
        if self.before.is_empty() || self.after.is_empty() {
            return;
        }
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for index in &self.before {
            if let Some(key) = before_key(*index) {
                waiting.entry(key).or_default().push_back(*index);
            }
        }
        let mut pairs = Vec::new();
        for index in &self.after {
            let Some(key) = after_key(*index) else { continue };
            if let Some(partner) = waiting.get_mut(&key).and_then(VecDeque::pop_front) {
                pairs.push((partner, *index));
            }
        }
        self.take(pairs);
    }

    /// Matches the best of scored pairs first; each index once.
    pub fn best(&mut self, mut scored: Vec<(u32, usize, usize)>) {
        scored.sort_by(|one, two| two.0.cmp(&one.0).then((one.1, one.2).cmp(&(two.1, two.2))));
        let mut used: [std::collections::HashSet<usize>; 2] = Default::default();
        let [used_before, used_after] = &mut used;
        let mut pairs = Vec::new();
        for (_, before, after) in scored {
            if !used_before.contains(&before) && !used_after.contains(&after) {
                used_before.insert(before);
                used_after.insert(after);
                pairs.push((before, after));
            }
        }
        self.take(pairs);
    }

    fn take(&mut self, pairs: Vec<(usize, usize)>) {
        if pairs.is_empty() {
            return;
        }
        let gone: [std::collections::HashSet<usize>; 2] =
            [pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()];
        let [before, after] = &gone;
        self.before.retain(|index| !before.contains(index));
        self.after.retain(|index| !after.contains(index));
        self.pairs.extend(pairs);
    }
}
