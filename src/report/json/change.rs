//! The object `diff` of the JSON report: what a change does to the findings.
//!
//! In: a change. Out: its figures, and the findings that are gone or elsewhere; what it introduces
//! is in `results`.

use serde::Serialize;

use super::explain;
use crate::finding::diff::{Change, Known};

#[derive(Serialize)]
pub(super) struct Entry<'a> {
    base: Base<'a>,
    head: Head<'a>,
    introduced: usize,
    fixed: usize,
    moved: usize,
    unchanged: usize,
    fixed_results: Vec<Finding<'a>>,
    moved_results: Vec<Moved<'a>>,
}

#[derive(Serialize)]
struct Base<'a> {
    name: &'a str,
    commit: &'a str,
}

#[derive(Serialize)]
struct Head<'a> {
    commit: Option<&'a str>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    verdict: &'static str,
    severity: &'static str,
    address: &'a str,
    file: &'a str,
    line: u32,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Moved<'a> {
    from: Finding<'a>,
    to: Finding<'a>,
}

/// The object of a change.
pub(super) fn of(change: &Change) -> Entry<'_> {
    Entry {
        base: Base { name: &change.base, commit: &change.base_commit },
        head: Head { commit: change.head_commit.as_deref() },
        introduced: change.introduced,
        fixed: change.fixed.len(),
        moved: change.moved.len(),
        unchanged: change.unchanged,
        fixed_results: change.fixed.iter().map(finding).collect(),
        moved_results: change
            .moved
            .iter()
            .map(|(from, to)| Moved { from: finding(from), to: finding(to) })
            .collect(),
    }
}

fn finding(known: &Known) -> Finding<'_> {
    Finding {
        rule: &known.rule,
        verdict: explain::verdict_name(known.verdict),
        severity: known.severity.name(),
        address: &known.address,
        file: &known.file,
        line: known.line,
        fingerprint: &known.fingerprint,
    }
}
