//! What a run adds up to, in words.
//!
//! In: a run and the severity from which failures count. Out: the summary's figures and the one
//! sentence that ends a report. A run that judged nothing, or not everything, says so. Never
//! here: layout, exit codes.

use std::collections::BTreeMap;

use super::ReportOptions;
use crate::finding::diff::Change;
use crate::finding::{Run, Verdict};
use crate::model::{FileOutcome, Loss};
use crate::policy::Severity;

/// Figures over the results of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Failures that nobody accepted, by severity, the worst first.
    pub(super) open: [(usize, &'static str); 5],
    /// Indeterminate results that nobody accepted.
    pub(super) indeterminate: usize,
    /// Results that a waiver covers.
    pub(super) waived: usize,
    /// Results that a comment suppresses.
    pub(super) suppressed: usize,
    /// Results that a baseline knows.
    pub(super) known: usize,
}

impl Tally {
    /// Counts a run's results.
    pub(super) fn of(run: &Run) -> Self {
        let mut tally =
            Self { open: Severity::ALL.map(|level| (0, level.name())), ..Self::default() };
        for result in &run.results {
            if result.waiver.is_some() {
                tally.waived += 1;
            } else if result.suppression.is_some() {
                tally.suppressed += 1;
            } else if result.baseline.is_some() {
                tally.known += 1;
            } else if result.verdict == Verdict::Indeterminate {
                tally.indeterminate += 1;
            } else if result.verdict == Verdict::Fail {
                let slot = tally.open.iter_mut().find(|slot| slot.1 == result.severity.name());
                if let Some(slot) = slot {
                    slot.0 += 1;
                }
            }
        }
        tally
    }

    /// Failures that nobody accepted.
    pub(super) fn failures(&self) -> usize {
        self.open.iter().map(|(count, _)| count).sum()
    }

    /// `2 waived, 1 suppressed`, and what is known where anything is.
    pub(super) fn accepted(&self) -> String {
        let known = if self.known > 0 { format!(", {} known", self.known) } else { String::new() };
        format!("{} waived, {} suppressed{known}", self.waived, self.suppressed)
    }

    /// `2 critical, 1 high`, without the noughts.
    pub(super) fn by_severity(&self) -> String {
        let named = self.open.iter().filter(|(count, _)| *count > 0);
        named.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    }
}

/// Why files were left out, with how many for each reason.
pub(super) fn exclusions(run: &Run) -> BTreeMap<&str, usize> {
    let mut reasons = BTreeMap::new();
    for file in &run.files {
        if let FileOutcome::Excluded(reason) = &file.outcome {
            *reasons.entry(reason.as_str()).or_default() += 1;
        }
    }
    reasons
}

/// The fenced blocks of a run's documents: figures that reconcile.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Blocks<'a> {
    /// Blocks that were seen: those loaded and those left out.
    pub(super) seen: usize,
    /// Blocks that were loaded.
    pub(super) loaded: usize,
    /// Why blocks were left out, with how many for each reason.
    pub(super) reasons: BTreeMap<&'a str, usize>,
    /// Those of them that claim to be configuration, by reason: path and line.
    pub(super) named: BTreeMap<&'a str, Vec<(&'a str, u32)>>,
}

impl<'a> Blocks<'a> {
    /// Counts a run's blocks.
    pub(super) fn of(run: &'a Run) -> Self {
        let mut blocks = Self::default();
        for file in &run.files {
            for block in &file.blocks {
                blocks.seen += 1;
                let Some(why) = &block.left_out else {
                    blocks.loaded += 1;
                    continue;
                };
                *blocks.reasons.entry(&why.reason).or_default() += 1;
                if why.configuration {
                    let places = blocks.named.entry(&why.reason).or_default();
                    places.push((&file.path, block.line));
                }
            }
        }
        blocks
    }

    /// Blocks that were left out.
    pub(super) fn left_out(&self) -> usize {
        self.seen - self.loaded
    }

    /// `9 seen = 4 loaded + 5 left out`.
    pub(super) fn figures(&self) -> String {
        format!("{} seen = {} loaded + {} left out", self.seen, self.loaded, self.left_out())
    }

    /// Each reason with how many, and the places of what claims to be configuration.
    pub(super) fn reasons(&self) -> Vec<String> {
        let with_places = |(reason, count): (&&str, &usize)| {
            let places = self.named.get(reason).map(Vec::as_slice).unwrap_or_default();
            let shown: Vec<_> =
                places.iter().take(PLACES).map(|(path, line)| format!("{path}:{line}")).collect();
            let more = if places.len() > PLACES { ", …" } else { "" };
            match shown.is_empty() {
                true => format!("{count} {reason}"),
                false => format!("{count} {reason} ({}{more})", shown.join(", ")),
            }
        };
        self.reasons.iter().map(with_places).collect()
    }
}

/// Places that are named for a reason; the JSON report has them all.
const PLACES: usize = 3;

/// How a run ended, for the colour of its last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// Everything was judged and nothing counts against it.
    Good,
    /// Nothing counts against it, but not everything was judged.
    Doubtful,
    /// Failures count.
    Bad,
}

/// The sentence that ends a report, and where it is of a change, what the change does.
pub(super) fn closing(run: &Run, options: &ReportOptions) -> (Mood, String) {
    let (mood, sentence) = headline(run, options);
    match &options.diff {
        Some(change) => (mood, format!("{sentence}; {}", change_line(change))),
        None => (mood, sentence),
    }
}

/// The sentence on what the run holds.
pub(super) fn headline(run: &Run, options: &ReportOptions) -> (Mood, String) {
    let what = if options.diff.is_some() { "new failure" } else { "failure" };
    sentence(run, options.fail_on, what)
}

/// `since main (0a1b2c3d4e): 2 introduced, 1 fixed, 3 moved, 40 unchanged`.
pub(super) fn change_line(change: &Change) -> String {
    let named = !change.base_commit.starts_with(&*change.base);
    let base = match named {
        true => format!("{} ({})", change.base, change.short_commit()),
        false => change.short_commit().to_owned(),
    };
    format!(
        "since {base}: {} introduced, {} fixed, {} moved, {} unchanged",
        change.introduced,
        change.fixed.len(),
        change.moved.len(),
        change.unchanged
    )
}

/// The sentence that ends a report on all findings.
#[cfg(test)]
pub(super) fn verdict(run: &Run, fail_on: Option<Severity>) -> (Mood, String) {
    sentence(run, fail_on, "failure")
}

fn sentence(run: &Run, fail_on: Option<Severity>, what: &str) -> (Mood, String) {
    let tally = Tally::of(run);
    let failures = tally.failures();
    let counted = fail_on.map_or(0, |level| {
        let results = run.results.iter();
        results.filter(|result| result.is_open_failure() && result.severity >= level).count()
    });
    let mut parts = vec![match fail_on {
        _ if run.counts.total() == 0 => nothing_judged(run),
        _ if failures == 0 => format!("no {what}s"),
        None => format!("{}, none of which fails the scan", plural(failures, what)),
        Some(level) if counted == 0 => {
            format!("no {what}s at or above {level}, {failures} below")
        }
        Some(level) if counted == failures => {
            format!("{} at or above {level}", plural(counted, what))
        }
        Some(level) => {
            let below = failures - counted;
            format!("{} at or above {level}, {below} below", plural(counted, what))
        }
    }];
    if tally.indeterminate > 0 {
        let count = tally.indeterminate;
        parts.push(format!("{count} undecided for want of a value"));
    }
    if run.is_incomplete() {
        parts.push(format!("scan INCOMPLETE: {}", shortfall(run)));
    }
    let mood = if counted > 0 {
        Mood::Bad
    } else if run.is_incomplete() || run.counts.total() == 0 {
        Mood::Doubtful
    } else {
        Mood::Good
    };
    (mood, parts.join("; "))
}

fn nothing_judged(run: &Run) -> String {
    let (seen, parsed, ..) = run.file_counts();
    let why = if run.rules.is_empty() {
        "no rules were loaded".to_owned()
    } else if seen == 0 {
        "no files were found".to_owned()
    } else if run.resources.is_empty() {
        format!("no resources in {} of {seen} seen", plural(parsed, "parsed file"))
    } else {
        format!("no rule applies to any of {}", plural(run.resources.len(), "resource"))
    };
    format!("NOTHING WAS EVALUATED: {why}")
}

/// What an incomplete run lacks.
fn shortfall(run: &Run) -> String {
    let (_, _, failed, _) = run.file_counts();
    let mut parts = Vec::new();
    if failed > 0 {
        let verb = if failed == 1 { "was" } else { "were" };
        parts.push(format!("{} {verb} not read in full", plural(failed, "file")));
    }
    if run.counts.error > 0 {
        let count = usize::try_from(run.counts.error).unwrap_or(usize::MAX);
        parts.push(plural(count, "policy error"));
    }
    let losses = run.diagnostics.iter().filter(|item| item.loss != Loss::Nothing).count();
    if parts.is_empty() && losses > 0 {
        let verb = if losses == 1 { "is" } else { "are" };
        parts.push(format!("{} {verb} missing", plural(losses, "part")));
    }
    parts.join(", ")
}

/// `1 file`, `2 files`.
pub(super) fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
