//! What a change does to the findings: introduced, fixed, moved.
//!
//! In: the run before and the run after. Out: a [`Difference`] that pairs findings one to one:
//! first resources are paired, by identity, by where renamed files went, by content; then the
//! findings of paired resources, by fingerprint's own path, by content, by likeness. Pure. Never
//! here: reading revisions, or judging.

mod body;
mod matcher;
mod renames;
mod resources;
mod results;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::{RuleResult, Run, Verdict};
use crate::model::Str;
use crate::policy::Severity;

/// How the findings of two runs relate, by index into their results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Of the later run: new, graver than before, or no longer accepted.
    pub introduced: Vec<usize>,
    /// Of the earlier run: gone.
    pub fixed: Vec<usize>,
    /// Earlier and later index of findings whose file or address changed.
    pub moved: Vec<(usize, usize)>,
    /// Earlier and later index of findings that stayed where they were.
    pub unchanged: Vec<(usize, usize)>,
}

/// Compares two runs by the same rules.
pub fn compare(before: &Run, after: &Run) -> Difference {
    let renames = renames::renames(before, after);
    let resources = resources::pair(before, after, &renames);
    let pairs = results::pair(before, after, &resources);
    let mut difference = Difference::default();
    let mut known: [HashSet<usize>; 2] = [HashSet::new(), HashSet::new()];
    for (old, new) in pairs {
        let (Some(one), Some(other)) = (before.results.get(old), after.results.get(new)) else {
            continue;
        };
        known[0].insert(old);
        if is_graver(one, other) {
            continue;
        }
        known[1].insert(new);
        let moved = before.sources.path(one.span.file) != after.sources.path(other.span.file)
            || place_of(&one.address) != place_of(&other.address);
        let list = if moved { &mut difference.moved } else { &mut difference.unchanged };
        list.push((old, new));
    }
    let rest = |run: &Run, known: &HashSet<usize>| -> Vec<usize> {
        let findings = run.results.iter().enumerate().filter(|(_, result)| is_finding(result));
        findings.map(|(index, _)| index).filter(|index| !known.contains(index)).collect()
    };
    difference.fixed = rest(before, &known[0]);
    difference.introduced = rest(after, &known[1]);
    difference.moved.sort_by_key(|pair| pair.1);
    difference.unchanged.sort_by_key(|pair| pair.1);
    difference
}

/// An address without the number of a step: a step that slides down has not moved.
fn place_of(address: &str) -> &str {
    match address.split_once('#') {
        Some(_) => address.split_once(".steps[").map_or(address, |(job, _)| job),
        None => address,
    }
}

/// Whether a result asks for somebody's attention, accepted or not.
fn is_finding(result: &RuleResult) -> bool {
    matches!(result.verdict, Verdict::Fail | Verdict::Indeterminate | Verdict::Error)
}

/// Whether the same finding counts now and did not before, or counts for more.
fn is_graver(before: &RuleResult, after: &RuleResult) -> bool {
    after.is_open_failure() && (!before.is_open_failure() || after.severity > before.severity)
}

/// A difference in the words of reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The base as it was named: `main`.
    pub base: Str,
    /// Id of the commit that was compared with.
    pub base_commit: Str,
    /// Id of the later commit; `None` is the work tree.
    pub head_commit: Option<Str>,
    /// How many findings are new.
    pub introduced: usize,
    /// How many stayed as they were.
    pub unchanged: usize,
    /// Findings that are gone, in order of place.
    pub fixed: Vec<Known>,
    /// Findings that are elsewhere now: before, after.
    pub moved: Vec<(Known, Known)>,
}

/// A finding in a few words, without its run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Id of the rule.
    pub rule: Str,
    /// Severity.
    pub severity: Severity,
    /// Verdict.
    pub verdict: Verdict,
    /// Address.
    pub address: Str,
    /// Path of the file.
    pub file: Str,
    /// 1-based line.
    pub line: u32,
    /// Fingerprint.
    pub fingerprint: String,
}

impl Change {
    /// Of a difference; the revisions' names are the caller's to add.
    pub fn of(difference: &Difference, before: &Run, after: &Run) -> Self {
        let moved = difference.moved.iter();
        Self {
            introduced: difference.introduced.len(),
            unchanged: difference.unchanged.len(),
            fixed: difference.fixed.iter().filter_map(|index| known(before, *index)).collect(),
            moved: moved
                .filter_map(|(old, new)| Some((known(before, *old)?, known(after, *new)?)))
                .collect(),
            ..Self::default()
        }
    }

    /// The commit in the length that people read.
    pub fn short_commit(&self) -> &str {
        self.base_commit.get(..10).unwrap_or(&self.base_commit)
    }
}

fn known(run: &Run, index: usize) -> Option<Known> {
    let result = run.results.get(index)?;
    Some(Known {
        rule: run.rules.get(result.rule)?.id.clone(),
        severity: result.severity,
        verdict: result.verdict,
        address: result.address.clone(),
        file: run.sources.path(result.span.file).into(),
        line: run.sources.positions(result.span).0.line,
        fingerprint: result.fingerprint.to_string(),
    })
}
