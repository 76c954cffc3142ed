//! The life of each finding: introduced, changed, waived, fixed, reopened, and when.
//!
//! In: the events of a store. Out: a [`Life`] a finding, its events in order. Between two events a
//! finding was seen, unchanged, by every run that looked for it.

use std::collections::HashMap;

use rusqlite::{Result, Row};
use serde_json::Value;

use super::record::shown_hash;
use super::{HistoryError, Store};
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
    /// Verdict hash of the resource in that run.
    pub verdict_hash: String,
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
    pub fn at(&self, run: i64) -> Option<&Event> {
        let after = self.events.partition_point(|event| event.run <= run);
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

const EVENTS: &str =
    "SELECT finding.id, repository.name, fingerprint, rule, event.run, event.state,
  event.severity, file.path, place, acceptance.kind, acceptance.body,
  (SELECT verdict_hash FROM resource_event WHERE resource_event.resource = event.resource
     AND resource_event.run <= event.run ORDER BY resource_event.id DESC LIMIT 1)
  FROM finding_event AS event
  JOIN finding ON finding.id = event.finding
  JOIN repository ON repository.id = finding.repository
  JOIN file ON file.id = event.file
  LEFT JOIN acceptance ON acceptance.id = event.acceptance";

impl Store {
    /// The lives of all findings, in the order in which they were first seen.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn lives(&self) -> std::result::Result<Vec<Life>, HistoryError> {
        self.read_lives("ORDER BY event.id", []).map_err(|error| self.fault(error))
    }

    /// The lives of the findings whose fingerprint begins so.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn lives_of(&self, fingerprint: &str) -> std::result::Result<Vec<Life>, HistoryError> {
        self.read_lives(
            "WHERE substr(fingerprint, 1, length(?1)) = ?1 ORDER BY event.id",
            [fingerprint],
        )
        .map_err(|error| self.fault(error))
    }

    fn read_lives(&self, clause: &str, values: impl rusqlite::Params) -> Result<Vec<Life>> {
        let mut statement = self.connection.prepare(&format!("{EVENTS} {clause}"))?;
        let mut rows = statement.query(values)?;
        let mut lives: Vec<Life> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        while let Some(row) = rows.next()? {
            let index = match places.get(&row.get(0)?) {
                Some(index) => *index,
                None => {
                    places.insert(row.get(0)?, lives.len());
                    lives.push(Life {
                        repository: row.get(1)?,
                        fingerprint: row.get(2)?,
                        rule: row.get(3)?,
                        events: Vec::new(),
                    });
                    lives.len() - 1
                }
            };
            if let Some(life) = lives.get_mut(index) {
                let event = event(row, life.events.last())?;
                life.events.push(event);
            }
        }
        Ok(lives)
    }
}

fn event(row: &Row<'_>, before: Option<&Event>) -> Result<Event> {
    let body: String = row.get(8)?;
    let place: Value = serde_json::from_str(&body).unwrap_or_default();
    let text = |key: &str| place.get(key).and_then(Value::as_str).map(str::to_owned);
    let position = |key: &str| place.get(key).and_then(Value::as_u64);
    let acceptance = match row.get::<_, Option<String>>(9)? {
        Some(kind) => {
            let body: String = row.get(10)?;
            Some((kind, serde_json::from_str(&body).unwrap_or_default()))
        }
        None => None,
    };
    let own = shown_hash(row.get(11)?);
    Ok(Event {
        run: row.get(4)?,
        state: State::named(&row.get::<_, String>(5)?),
        severity: row.get(6)?,
        address: text("address").or(before.map(|event| event.address.clone())).unwrap_or_default(),
        file: row.get(7)?,
        line: position("line").or(before.map(|event| event.line)).unwrap_or_default(),
        column: position("column").or(before.map(|event| event.column)).unwrap_or_default(),
        message: text("message").or(before.map(|event| event.message.clone())).unwrap_or_default(),
        acceptance,
        verdict_hash: own,
    })
}
