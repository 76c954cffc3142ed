//! Drift: what changed between two sets of findings.
//!
//! In: two runs of a store, or two lists of findings from anywhere (two revisions, say). Out: a
//! [`Drift`]: introduced, fixed, reopened, moved and waived, each by fingerprint.

use std::collections::{BTreeMap, BTreeSet};

use super::life::{Event, Life, RunScope, State};
use super::runs::Order;
use super::{HistoryError, RunRow, Store};
use crate::finding::Run;

/// A finding on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Rule.
    pub rule: String,
    /// Its state.
    pub state: State,
    /// Severity.
    pub severity: String,
    /// Address.
    pub address: String,
    /// Path of the file.
    pub file: String,
    /// 1-based line.
    pub line: u64,
    /// What the scan said.
    pub message: String,
}

impl Side {
    /// Whether both stand in one place.
    fn is_at(&self, other: &Self) -> bool {
        self.file == other.file && self.address == other.address && self.line == other.line
    }
}

/// Findings of one side, by fingerprint.
pub type Sides = BTreeMap<String, Side>;

/// A finding that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Fingerprint.
    pub fingerprint: String,
    /// As it is now; where it is fixed, as it was.
    pub now: Side,
    /// As it was, where it was.
    pub before: Option<Side>,
}

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// Open now, and never known before.
    pub introduced: Vec<Change>,
    /// Violated before, and not now.
    pub fixed: Vec<Change>,
    /// Open now; known before, and then fixed or accepted.
    pub reopened: Vec<Change>,
    /// Violated on both sides, in another place.
    pub moved: Vec<Change>,
    /// Accepted now by a waiver or suppression, and not before.
    pub waived: Vec<Change>,
}

impl Drift {
    /// What changed from one side to the other. `known` are fingerprints that had been seen before
    /// the first side; `looked` says whether the second side would have reported a finding.
    pub fn between(
        before: &Sides,
        now: &Sides,
        known: &BTreeSet<String>,
        looked: impl Fn(&Side) -> bool,
    ) -> Self {
        let mut drift = Self::default();
        for (fingerprint, side) in now {
            let then = before.get(fingerprint);
            // Most findings are as they were.
            if then == Some(side) {
                continue;
            }
            let change = Change {
                fingerprint: fingerprint.clone(),
                now: side.clone(),
                before: then.cloned(),
            };
            let was = then.map(|side| side.state);
            if side.state == State::Open && was != Some(State::Open) {
                let accepted = was.is_some_and(State::is_accepted);
                let again = accepted || (was.is_none() && known.contains(fingerprint));
                let list = if again { &mut drift.reopened } else { &mut drift.introduced };
                list.push(change.clone());
            }
            if side.state.is_accepted() && !was.is_some_and(State::is_accepted) {
                drift.waived.push(change.clone());
            }
            if side.state.is_failure()
                && then.is_some_and(|then| then.state.is_failure() && !then.is_at(side))
            {
                drift.moved.push(change);
            }
        }
        for (fingerprint, side) in before.iter().filter(|(_, side)| side.state.is_failure()) {
            let gone = match now.get(fingerprint) {
                None => looked(side),
                Some(now) => now.state == State::Fixed,
            };
            if gone {
                drift.fixed.push(Change {
                    fingerprint: fingerprint.clone(),
                    now: side.clone(),
                    before: Some(side.clone()),
                });
            }
        }
        drift.pair();
        drift.sort();
        drift
    }

    /// A finding's fingerprint changes when a second resource of its name appears elsewhere. What
    /// one rule says of one address in one file is the same finding all the same.
    fn pair(&mut self) {
        type Place = (String, String, String, String);
        let place = |side: &Side| -> Place {
            let Side { rule, file, address, message, .. } = side.clone();
            (rule, file, address, message)
        };
        let mut fixed: BTreeMap<Place, usize> = BTreeMap::new();
        for change in &self.fixed {
            *fixed.entry(place(&change.now)).or_default() += 1;
        }
        let mut paired: BTreeMap<Place, usize> = BTreeMap::new();
        let mut is_new = |change: &Change| {
            let place = place(&change.now);
            match fixed.get_mut(&place).filter(|count| **count > 0 && change.before.is_none()) {
                Some(count) => {
                    *count -= 1;
                    *paired.entry(place).or_default() += 1;
                    false
                }
                None => true,
            }
        };
        self.introduced.retain(&mut is_new);
        self.reopened.retain(&mut is_new);
        self.fixed.retain(|change| match paired.get_mut(&place(&change.now)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
    }

    fn sort(&mut self) {
        let Self { introduced, fixed, reopened, moved, waived } = self;
        for list in [introduced, fixed, reopened, moved, waived] {
            list.sort_by(|one, two| {
                let key = |change: &Change| {
                    (change.now.file.clone(), change.now.line, change.now.rule.clone())
                };
                key(one).cmp(&key(two)).then_with(|| one.fingerprint.cmp(&two.fingerprint))
            });
        }
    }

    /// Whether a failure is open now that was not open before.
    pub fn is_worse(&self) -> bool {
        !self.introduced.is_empty() || !self.reopened.is_empty()
    }
}

/// Findings of a run that is in memory, such as a scanned revision.
pub fn sides_of(run: &Run) -> Sides {
    let state = |result: &crate::finding::RuleResult| State::of(result);
    let found = run.results.iter().filter(|result| state(result) != State::Fixed);
    found
        .map(|result| {
            let line = run.sources.positions(result.span).0.line;
            let side = Side {
                rule: run
                    .rules
                    .get(result.rule)
                    .map_or_else(String::new, |rule| rule.id.to_string()),
                state: state(result),
                severity: result.severity.name().to_owned(),
                address: result.address.to_string(),
                file: run.sources.path(result.span.file).to_owned(),
                line: u64::from(line),
                message: result.message.to_string(),
            };
            (result.fingerprint.to_string(), side)
        })
        .collect()
}

impl Store {
    /// Findings that a recorded run knew of, in its scope.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn sides(&self, run: &RunRow) -> Result<Sides, HistoryError> {
        self.whole(run)?;
        Ok(sides_at(&self.lives()?, &self.scope(run)?))
    }

    /// Fingerprints of a repository that were seen up to a moment.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn known_at(
        &self,
        repository: &str,
        moment: Order,
    ) -> Result<BTreeSet<String>, HistoryError> {
        Ok(known_at(&self.lives()?, repository, moment))
    }

    /// What changed from one recorded run to another.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn drift(&self, from: &RunRow, to: &RunRow) -> Result<Drift, HistoryError> {
        self.whole(from)?;
        self.whole(to)?;
        let lives = self.lives()?;
        let (then, scope) = (self.scope(from)?, self.scope(to)?);
        let (mut before, mut now) = (Sides::new(), Sides::new());
        let mut known = BTreeSet::new();
        for life in &lives {
            let (old, new) = (then.holds(life), scope.holds(life));
            // What one event says of both sides has not changed, and most findings have not.
            if old == new {
                continue;
            }
            let fingerprint = || life.fingerprint.clone();
            before.extend(old.map(|event| (fingerprint(), side(life, event))));
            now.extend(new.map(|event| (fingerprint(), side(life, event))));
            if life.repository == from.repository && life.at(from.order()).is_some() {
                known.insert(fingerprint());
            }
        }
        let same = from.repository == to.repository;
        let looked = |side: &Side| {
            if same {
                scope.looks_at(&side.rule, &side.file)
            } else {
                scope.rules.contains(&side.rule)
            }
        };
        Ok(Drift::between(&before, &now, &known, looked))
    }
}

fn known_at(lives: &[Life], repository: &str, moment: Order) -> BTreeSet<String> {
    let seen = lives.iter().filter(|life| life.repository == repository);
    let seen = seen.filter(|life| life.at(moment).is_some());
    seen.map(|life| life.fingerprint.clone()).collect()
}

fn sides_at(lives: &[Life], scope: &RunScope) -> Sides {
    let held = lives.iter().filter_map(|life| Some((life, scope.holds(life)?)));
    held.map(|(life, event)| (life.fingerprint.clone(), side(life, event))).collect()
}

fn side(life: &Life, event: &Event) -> Side {
    Side {
        rule: life.rule.clone(),
        state: event.state,
        severity: event.severity.clone(),
        address: event.address.clone(),
        file: event.file.clone(),
        line: event.line,
        message: event.message.clone(),
    }
}
