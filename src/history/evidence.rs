//! What the store holds of every file, all at once: what an audit of many runs reads instead of one
//! population a run.
//!
//! In: a store. Out: every change of every file in order, and the contents that they name. What held
//! in a run is the last change of its stream up to it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rusqlite::Result;
use serde_json::Value;

use super::canonical::hex;
use super::excerpt::Excerpts;
use super::life::State;
use super::population::Status;
use super::{HistoryError, Store, body};

/// What holds of a file from a run on, for the runs of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEvent {
    /// Run that saw the change.
    pub run: i64,
    /// Number of its stream.
    pub stream: i64,
    /// Path.
    pub path: String,
    /// `parsed`, `failed`, `excluded`, `gone`.
    pub outcome: String,
    /// Format, or why it was left out.
    pub detail: String,
    /// Number of its body, where it has one.
    pub body: Option<i64>,
    /// Number of its excerpts, where it has any.
    pub excerpt: Option<i64>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// Resources, in order.
    pub resources: Vec<BodyResource>,
    /// Findings.
    pub findings: Vec<BodyFinding>,
}

/// A resource as it was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyResource {
    /// Format.
    pub format: String,
    /// Type.
    pub kind: String,
    /// Address.
    pub address: String,
    /// What became of it.
    pub status: Status,
    /// Verdict hash.
    pub verdict_hash: String,
    /// Verdict of each rule, by id.
    pub verdicts: Vec<(Arc<str>, &'static str)>,
}

/// A finding as it was reported.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyFinding {
    /// Fingerprint.
    pub fingerprint: String,
    /// Rule.
    pub rule: String,
    /// State.
    pub state: State,
    /// Severity.
    pub severity: String,
    /// Which resource of the file it is about, from 0.
    pub resource: usize,
    /// Address.
    pub address: String,
    /// File; empty where it is the one whose body this is.
    pub file: String,
    /// 1-based line.
    pub line: u64,
    /// 1-based column.
    pub column: u64,
    /// Kind and content of what covers it.
    pub acceptance: Option<(String, Value)>,
    /// What the scan said.
    pub message: String,
}

impl Store {
    /// Every change of every file, in the order in which they were recorded.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn file_events(&self) -> std::result::Result<Vec<FileEvent>, HistoryError> {
        let read = || -> Result<Vec<FileEvent>> {
            let mut statement = self.connection.prepare(
                "SELECT run, stream, path, outcome, detail, state, excerpt FROM file_event
                   JOIN file ON file.id = file_event.file ORDER BY file_event.id",
            )?;
            let events = statement.query_map([], |row| {
                Ok(FileEvent {
                    run: row.get(0)?,
                    stream: row.get(1)?,
                    path: row.get(2)?,
                    outcome: row.get(3)?,
                    detail: row.get(4)?,
                    body: row.get(5)?,
                    excerpt: row.get(6)?,
                })
            })?;
            events.collect()
        };
        read().map_err(|error| self.fault(error))
    }

    /// The lines that were kept of files, by number.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn excerpts(&self) -> std::result::Result<HashMap<i64, Excerpts>, HistoryError> {
        let read = || -> Result<HashMap<i64, Excerpts>> {
            let query = "SELECT id, source, body FROM excerpt WHERE body IS NOT NULL";
            let mut statement = self.connection.prepare(query)?;
            let rows = statement.query_map([], |row| {
                let source = hex(row.get_ref(1)?.as_blob()?);
                Ok((row.get(0)?, Excerpts { source, body: row.get(2)? }))
            })?;
            rows.collect()
        };
        read().map_err(|error| self.fault(error))
    }

    /// Every body as it was written, by its SHA-256 in hex.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn states(&self) -> std::result::Result<BTreeMap<String, String>, HistoryError> {
        let read = || -> Result<BTreeMap<String, String>> {
            let query = "SELECT digest, body FROM state WHERE body IS NOT NULL";
            let mut statement = self.connection.prepare(query)?;
            let rows = statement
                .query_map([], |row| Ok((hex(row.get_ref(0)?.as_blob()?), row.get(1)?)))?;
            rows.collect()
        };
        read().map_err(|error| self.fault(error))
    }

    /// Every body, by number.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn bodies(&self) -> std::result::Result<BTreeMap<i64, Body>, HistoryError> {
        self.read_bodies().map_err(|error| self.fault(error))
    }

    fn read_bodies(&self) -> Result<BTreeMap<i64, Body>> {
        let sets = self.verdict_sets()?;
        let mut statement = self.connection.prepare("SELECT id, name FROM rule")?;
        let rules: HashMap<i64, String> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_>>()?;
        let mut acceptances: HashMap<i64, (String, Value)> = HashMap::new();
        let mut statement = self.connection.prepare("SELECT id, kind, body FROM acceptance")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(2)?;
            let body = serde_json::from_str(&body).unwrap_or_default();
            acceptances.insert(row.get(0)?, (row.get(1)?, body));
        }
        let mut bodies = BTreeMap::new();
        let mut statement =
            self.connection.prepare("SELECT id, body FROM state WHERE body IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(1)?.as_str()?;
            let resources = body::resources(text).into_iter().map(|own| BodyResource {
                format: own.format,
                kind: own.kind,
                address: own.address,
                status: own.status,
                verdict_hash: own.hash,
                verdicts: sets.get(&own.assessment).cloned().unwrap_or_default(),
            });
            let findings = body::findings(text, "").into_iter().map(|own| BodyFinding {
                fingerprint: own.fingerprint,
                rule: rules.get(&own.rule).cloned().unwrap_or_default(),
                state: own.state,
                severity: own.severity,
                resource: own.resource,
                address: own.address,
                file: own.file,
                line: own.line,
                column: own.column,
                acceptance: acceptances.get(&own.acceptance).cloned(),
                message: own.message,
            });
            let body = Body { resources: resources.collect(), findings: findings.collect() };
            bodies.insert(row.get(0)?, body);
        }
        Ok(bodies)
    }
}
