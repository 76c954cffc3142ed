//! A run: what was seen, judged and found, with counts that reconcile.

use std::sync::Arc;

use super::{RuleResult, Verdict};
use crate::model::{Diagnostic, FileOutcome, FileRecord, Loss, Resource, ResourceId, Sources, Str};
use crate::policy::{Rule, Severity};

/// A pack that took part in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackUse {
    /// Name.
    pub name: Str,
    /// Version.
    pub version: Str,
    /// SHA-256 of the pack's content and of the rules it chooses: 64 hex digits.
    pub digest: Str,
}

/// How many evaluations gave each verdict. An evaluation is one rule over one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Satisfied.
    pub pass: u64,
    /// Violated.
    pub fail: u64,
    /// Depends on an open value.
    pub indeterminate: u64,
    /// Nothing to say.
    pub not_applicable: u64,
    /// The policy failed.
    pub error: u64,
}

impl Counts {
    /// Counts one evaluation.
    pub fn add(&mut self, verdict: Verdict) {
        let slot = match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::Indeterminate => &mut self.indeterminate,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Error => &mut self.error,
        };
        *slot += 1;
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.indeterminate += other.indeterminate;
        self.not_applicable += other.not_applicable;
        self.error += other.error;
    }

    /// All evaluations.
    pub fn total(&self) -> u64 {
        self.pass + self.fail + self.indeterminate + self.not_applicable + self.error
    }
}

/// One evaluation: a rule over a resource, whatever it gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assessment {
    /// The resource judged.
    pub resource: ResourceId,
    /// Index into the run's rules.
    pub rule: usize,
    /// What it gave.
    pub verdict: Verdict,
}

/// Everything that a report, the history or an exit code is made from.
#[derive(Debug)]
pub struct Run {
    /// Texts that were read.
    pub sources: Sources,
    /// Every file seen, sorted by path.
    pub files: Vec<FileRecord>,
    /// Every resource, in address order within file order.
    pub resources: Vec<Resource>,
    /// Verdict hash of each resource, in the same order; empty unless asked for.
    pub resource_hashes: Vec<Str>,
    /// Every rule that was loaded for this run, sorted by id.
    pub rules: Arc<Vec<Rule>>,
    /// Packs that took part.
    pub packs: Vec<PackUse>,
    /// Results, sorted by file, place, rule. Passes are there only when they were asked for;
    /// fail, indeterminate and error always.
    pub results: Vec<RuleResult>,
    /// Tally over all evaluations, the passes too.
    pub counts: Counts,
    /// Every evaluation, the passes too, in resource order; a record needs them.
    pub assessments: Vec<Assessment>,
    /// Faults of inputs and policies, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Run {
    /// Whether something that should have been judged was not.
    pub fn is_incomplete(&self) -> bool {
        self.counts.error > 0
            || self.diagnostics.iter().any(|diagnostic| diagnostic.loss != Loss::Nothing)
            || self.files.iter().any(|file| file.outcome == FileOutcome::Failed)
    }

    /// Leaves only some results, by index in order.
    pub fn keep(&mut self, indexes: &[usize]) {
        let mut wanted = indexes.iter().peekable();
        let mut index = 0;
        self.results.retain(|_| {
            let keep = wanted.next_if(|next| **next == index).is_some();
            index += 1;
            keep
        });
    }

    /// Whether a failure at or above a severity is open.
    pub fn has_open_failure(&self, at_least: Severity) -> bool {
        self.results.iter().any(|result| result.is_open_failure() && result.severity >= at_least)
    }

    /// Files by outcome: (seen, parsed, failed, excluded).
    pub fn file_counts(&self) -> (usize, usize, usize, usize) {
        let count = |wanted: fn(&FileOutcome) -> bool| {
            self.files.iter().filter(|file| wanted(&file.outcome)).count()
        };
        (
            self.files.len(),
            count(|outcome| matches!(outcome, FileOutcome::Parsed(_))),
            count(|outcome| matches!(outcome, FileOutcome::Failed)),
            count(|outcome| matches!(outcome, FileOutcome::Excluded(_))),
        )
    }
}
