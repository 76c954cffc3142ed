//! The life of each finding: introduced, changed, waived, fixed, reopened, and when.
//!
//! In: the events of a store. Out: a [`Life`] a finding, its events in order. Between two events a
//! finding was seen, unchanged, by every run that looked for it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::replay::Replay;
use super::runs::Order;
use super::scope::{Looked, covers};
use super::{HistoryError, RunRow, Store};
use crate::finding::{RuleResult, Verdict};

/// The state of a finding from a run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It fails, and nobody accepted it.
    Open,
    /// It fails, and a waiver covers it.
    Waived,
    /// It fails, and a suppression comment covers it.
    Suppressed,
    /// It depends on a value that is not known.
    Indeterminate,
    /// Its policy failed.
    Error,
    /// A run that looked for it did not find it.
    Fixed,
}

impl State {
    const ALL: [Self; 6] =
        [Self::Open, Self::Waived, Self::Suppressed, Self::Indeterminate, Self::Error, Self::Fixed];

    /// The state of a result.
    pub fn of(result: &RuleResult) -> Self {
        match result.verdict {
            Verdict::Indeterminate => Self::Indeterminate,
            Verdict::Error => Self::Error,
            Verdict::Fail if result.waiver.is_some() => Self::Waived,
            Verdict::Fail if result.suppression.is_some() => Self::Suppressed,
            Verdict::Fail => Self::Open,
            Verdict::Pass | Verdict::NotApplicable => Self::Fixed,
        }
    }

    /// Name in the store and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waived => "waived",
            Self::Suppressed => "suppressed",
            Self::Indeterminate => "indeterminate",
            Self::Error => "error",
            Self::Fixed => "fixed",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Error)
    }

    /// Whether the rule is violated, accepted or not.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Open | Self::Waived | Self::Suppressed)
    }

    /// Whether somebody accepted the violation.
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Waived | Self::Suppressed)
    }
}

/// A change in a finding's life. Where it is fixed, the place is the last one known.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Run that saw the change.
    pub run: i64,
    /// When that was, in seconds since 1970.
    pub time: i64,
    /// State from then on.
    pub state: State,
    /// Severity from then on.
    pub severity: String,
    /// Address.
    pub address: String,
    /// Path of the file.
    pub file: String,
    /// 1-based line; 0 where none was recorded.
    pub line: u64,
    /// 1-based column.
    pub column: u64,
    /// What the scan said.
    pub message: String,
    /// `waiver` or `suppression`, and what it says, where one covers it.
    pub acceptance: Option<(String, Value)>,
    /// Verdict hash of the resource in that run; later ones are in the population.
    pub verdict_hash: String,
}

impl Event {
    /// Whether anything that a report shows is different. A resource's verdict hash changes with
    /// each edit of it; a finding that stays does not.
    pub(super) fn differs(&self, now: &Self) -> bool {
        self.state != now.state
            || self.severity != now.severity
            || self.address != now.address
            || self.file != now.file
            || self.line != now.line
            || self.message != now.message
            || self.acceptance != now.acceptance
    }
}

/// A finding, from its first run on.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// Whose files.
    pub repository: String,
    /// Fingerprint.
    pub fingerprint: String,
    /// Rule.
    pub rule: String,
    /// Changes, in order; never empty.
    pub events: Vec<Event>,
}

impl Life {
    /// What held at the end of a run: the last event up to it.
    pub fn at(&self, run: Order) -> Option<&Event> {
        let after = self.events.partition_point(|event| (event.time, event.run) <= run);
        after.checked_sub(1).and_then(|index| self.events.get(index))
    }

    /// The first event.
    pub fn introduced(&self) -> Option<&Event> {
        self.events.first()
    }

    /// Events that ended a violation, with the event that had begun it: for times to remediate.
    pub fn repairs(&self) -> Vec<(&Event, &Event)> {
        let mut repairs = Vec::new();
        let mut begun: Option<&Event> = None;
        for event in &self.events {
            if event.state.is_failure() {
                begun = begun.or(Some(event));
            } else if event.state == State::Fixed
                && let Some(begin) = begun.take()
            {
                repairs.push((begin, event));
            }
        }
        repairs
    }
}

impl Store {
    /// The lives of all findings, in the order in which they were first seen.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn lives(&self) -> Result<Vec<Life>, HistoryError> {
        Replay::new(&self.connection).and_then(Replay::lives).map_err(|error| self.fault(error))
    }

    /// The lives of the findings whose fingerprint begins so.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn lives_of(&self, fingerprint: &str) -> Result<Vec<Life>, HistoryError> {
        let mut lives = self.lives()?;
        lives.retain(|life| life.fingerprint.starts_with(fingerprint));
        Ok(lives)
    }

    /// The lives of the findings that hold in a run and lie in its scope; [`Life::at`] says how.
    ///
    /// # Errors
    /// A run that was pruned, or a store that cannot be read.
    pub fn findings(&self, run: &RunRow) -> Result<Vec<Life>, HistoryError> {
        self.whole(run)?;
        let scope = self.scope(run)?;
        let mut lives = self.lives()?;
        lives.retain(|life| scope.holds(life).is_some());
        Ok(lives)
    }

    /// What a recorded run looked at.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn looked(&self, run: &RunRow) -> Result<Looked, HistoryError> {
        let scope = self.scope(run)?;
        Ok(Looked::recorded(scope.rules, scope.roots))
    }

    /// What a run looked at, and when.
    pub(super) fn scope(&self, run: &RunRow) -> Result<RunScope, HistoryError> {
        Ok(RunScope {
            run: run.order(),
            repository: run.repository.clone(),
            roots: self.context(run)?.roots,
            rules: self.rules(run)?.into_iter().map(|rule| rule.id).collect(),
        })
    }
}

/// What a recorded run looked at.
pub(super) struct RunScope {
    pub run: Order,
    pub repository: String,
    pub roots: Vec<String>,
    pub rules: BTreeSet<String>,
}

impl RunScope {
    /// Whether the run would have reported a rule's finding in a file.
    pub fn looks_at(&self, rule: &str, file: &str) -> bool {
        self.rules.contains(rule) && covers(&self.roots, file)
    }

    /// The state of a finding in the run, where it is one of the run's and not fixed.
    pub fn holds<'a>(&self, life: &'a Life) -> Option<&'a Event> {
        let event = life.at(self.run).filter(|event| event.state != State::Fixed)?;
        let own = life.repository == self.repository && self.looks_at(&life.rule, &event.file);
        own.then_some(event)
    }
}
