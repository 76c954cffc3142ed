//! Results that a reader takes for one.
//!
//! In: a run's results. Out: groups: one rule at one place, over several instances of a `count`
//! or `for_each`, or over copies of one module. Never here: dropping any of them.

use std::collections::HashMap;

use super::explain;
use crate::finding::{RuleResult, Run, Verdict};
use crate::model::{ResourceId, Span, Str};
use crate::policy::Severity;

/// Results of one rule at one place with one verdict.
pub(super) struct Group<'a> {
    /// The one that is shown.
    pub(super) first: &'a RuleResult,
    /// The others.
    pub(super) rest: Vec<&'a RuleResult>,
}

impl Group<'_> {
    /// Addresses, each once, in order.
    pub(super) fn addresses(&self) -> Vec<&Str> {
        let mut addresses = vec![&self.first.address];
        addresses.extend(self.rest.iter().map(|result| &result.address));
        addresses.dedup();
        addresses
    }

    /// The addresses in a line: some by name, the rest by number.
    pub(super) fn address_line(&self, named: usize) -> String {
        let addresses = self.addresses();
        let shown: Vec<&str> = addresses.iter().take(named).map(|address| &***address).collect();
        let mut line = shown.join(", ");
        if addresses.len() > named {
            line.push_str(&format!(" and {} more", addresses.len() - named));
        }
        line
    }
}

/// What makes results one for a reader. The last number keeps several results of one resource
/// apart: they say different things; the instances' messages may well differ by a name.
type Key = (usize, Span, Verdict, Severity, Option<String>, usize);

/// Groups results, in the order of the first of each.
pub(super) fn groups<'a>(
    run: &Run,
    results: impl IntoIterator<Item = &'a RuleResult>,
) -> Vec<Group<'a>> {
    let results: Vec<&RuleResult> = results.into_iter().collect();
    let mut groups = Vec::new();
    let place = |result: &&RuleResult| {
        let span = result.span;
        (span.file, span.start, span.end, result.rule)
    };
    if results.is_sorted_by_key(place) {
        // What belongs together stands together: nothing has to be remembered beyond it.
        for neighbours in results.chunk_by(|one, two| place(one) == place(two)) {
            merge(run, neighbours, &mut groups);
        }
    } else {
        merge(run, &results, &mut groups);
    }
    groups
}

fn merge<'a>(run: &Run, results: &[&'a RuleResult], groups: &mut Vec<Group<'a>>) {
    if let [first] = results {
        groups.push(Group { first, rest: Vec::new() });
        return;
    }
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut times: HashMap<(usize, Span, ResourceId), usize> = HashMap::new();
    for result in results {
        let span = explain::span(run, result);
        let time = times.entry((result.rule, span, result.resource)).or_default();
        let accepted = explain::accepted(result);
        let key = (result.rule, span, result.verdict, result.severity, accepted, *time);
        *time += 1;
        let index = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.rest.push(result),
            None => groups.push(Group { first: result, rest: Vec::new() }),
        }
    }
}
