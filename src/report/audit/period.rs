//! The period: which runs it holds, what they look at, and where it has gaps.
//!
//! In: the evidence. Out: [`Target`]s (a repository and the roots that runs of it look at), the
//! last run of each, and every [`Gap`] that is longer than the frequency asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Evidence, RunFacts, covers};

/// What runs look at: a repository and roots in it.
#[derive(Debug)]
pub struct Target<'e> {
    /// Whose files.
    pub repository: &'e str,
    /// Roots; `.` is everything.
    pub roots: &'e [String],
    /// Runs of the period, by time.
    pub runs: Vec<&'e RunFacts>,
    /// Whether no later run of the repository looks at all of it.
    pub current: bool,
}

/// A time without evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Whose files; empty where the period has no run at all.
    pub repository: String,
    /// The last run before it, or the period's first second.
    pub from: i64,
    /// The first run after it, or the period's last second.
    pub to: i64,
}

/// What the runs of the period look at.
pub fn targets(evidence: &Evidence) -> Vec<Target<'_>> {
    let mut groups: BTreeMap<(&str, &[String]), Vec<&RunFacts>> = BTreeMap::new();
    for run in evidence.period() {
        groups.entry((&run.repository, &run.context.roots)).or_default().push(run);
    }
    let mut targets: Vec<Target<'_>> = groups
        .into_iter()
        .map(|((repository, roots), mut runs)| {
            runs.sort_by_key(|run| run.order());
            Target { repository, roots, runs, current: true }
        })
        .collect();
    let last = |target: &Target<'_>| target.runs.last().map(|run| run.order());
    let superseded: Vec<bool> = targets
        .iter()
        .map(|own| {
            targets.iter().any(|other| {
                other.repository == own.repository
                    && last(other) > last(own)
                    && own.roots.iter().all(|root| covers(other.roots, root))
            })
        })
        .collect();
    for (target, superseded) in targets.iter_mut().zip(superseded) {
        target.current = !superseded;
    }
    targets
}

/// Times without evidence, by repository. Only runs that judge by a rule of the mapping count, and
/// none that was filled in later: no scan ran at its time.
pub fn gaps(evidence: &Evidence) -> Vec<Gap> {
    let question = &evidence.question;
    let mapped = evidence.mapped();
    let judges = |run: &RunFacts| run.rules.keys().any(|id| mapped.contains(id.as_str()));
    let mut times: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
    let ran = |run: &&RunFacts| run.context.filled_in.is_none();
    for run in evidence.period().filter(ran).filter(|run| judges(run)) {
        times.entry(&run.repository).or_default().insert(run.time);
    }
    if times.is_empty() {
        times.insert("", BTreeSet::new());
    }
    let mut gaps = Vec::new();
    for (repository, times) in times {
        let mut from = question.from;
        for to in times.into_iter().chain([question.to]) {
            if to - from > question.frequency {
                gaps.push(Gap { repository: repository.into(), from, to });
            }
            from = to;
        }
    }
    gaps
}

/// A length of time in days and hours.
pub fn length(seconds: i64) -> String {
    let (days, hours) = (seconds / 86_400, seconds % 86_400 / 3_600);
    match (days, hours) {
        (0, hours) => format!("{hours} h"),
        (days, 0) => format!("{days} d"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}
