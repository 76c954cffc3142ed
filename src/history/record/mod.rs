//! Recording a run: one transaction that adds what changed.
//!
//! In: a run and its occasion. Out: rows for what was not known before (files, rules, packs, states
//! of files), an event for each file that is not as the last run of the same stream saw it, one row
//! for the run, and the ledger's entry. Nothing is updated or deleted.

mod admit;
mod files;
mod judge;
mod states;

use rusqlite::{Connection, OptionalExtension, Result};

pub use admit::{Desk, Registered};

use super::append::{Cell, Entry, count, maybe, number, text};
use super::canonical::{hex, sha256};
use super::{HistoryError, Status, Store};
use crate::finding::Run;
use crate::model::Loss;

/// A file that judges: a pack or the waivers, as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// `pack`, `waivers`, `module`.
    pub kind: &'static str,
    /// Name of the pack, path of the file.
    pub name: String,
    /// Its text.
    pub body: String,
}

/// What a run does not know of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occasion {
    /// When, in seconds since 1970.
    pub time: i64,
    /// Name and version of the tool.
    pub tool: String,
    /// The command as it was given.
    pub command: String,
    /// Whose files: the address of the remote, or the directory that paths start from.
    pub repository: String,
    /// Commit that was scanned, where it is known.
    pub revision: Option<String>,
    /// Roots, as paths are reported; `.` is everything.
    pub roots: Vec<String>,
    /// Packs, waivers and shared modules as they were.
    pub contents: Vec<Content>,
    /// When it is recorded, where that is later than `time`: history that is filled in.
    pub filled_in: Option<i64>,
    /// Files that are not as the revision holds them, where that is known.
    pub modified: Option<usize>,
    /// Where the run's log is: the address of a job in CI.
    pub job: Option<String>,
    /// Whether no lines of files are to be kept.
    pub without_excerpts: bool,
}

/// What a recording gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Number of the run.
    pub run: i64,
    /// Files that were not as the last such run saw them.
    pub changed: usize,
}

impl Store {
    /// Records a run. When this returns, the run is on disk.
    ///
    /// # Errors
    /// A run without verdict hashes, or a store that cannot be written.
    pub fn record(
        &mut self,
        run: &Run,
        occasion: &Occasion,
    ) -> std::result::Result<Recorded, HistoryError> {
        if run.resource_hashes.len() != run.resources.len() {
            return Err(HistoryError::NoHashes);
        }
        let path = self.path.clone();
        let mut write = || {
            let transaction = self.turn()?;
            let recorded = Recording::new(&transaction, run, occasion)?.write()?;
            transaction.commit()?;
            Ok(recorded)
        };
        write().map_err(|error| HistoryError::of(&path, error))
    }
}

/// A recording on its way.
struct Recording<'a> {
    connection: &'a Connection,
    entry: Entry<'a>,
    run: &'a Run,
    occasion: &'a Occasion,
    /// Number that the run gets.
    number: i64,
    repository: i64,
}

impl<'a> Recording<'a> {
    fn new(connection: &'a Connection, run: &'a Run, occasion: &'a Occasion) -> Result<Self> {
        let mut entry = Entry::new(connection);
        let query = "SELECT id FROM repository WHERE name = ?1";
        let known =
            connection.query_row(query, [&occasion.repository], |row| row.get(0)).optional()?;
        let repository = match known {
            Some(id) => id,
            None => entry.add("repository", &[text(&occasion.repository)])?,
        };
        let number = entry.next_id("run")?;
        Ok(Self { connection, entry, run, occasion, number, repository })
    }

    fn write(mut self) -> Result<Recorded> {
        let rules = self.rules()?;
        let context = self.context()?;
        let stream = self.stream(&rules)?;
        let states = self.states(&rules)?;
        let changed = self.files(stream, &states)?;
        let faults = self.faults()?;
        self.run_row([context, stream], faults, &states)?;
        let run = self.number;
        let kind = if self.occasion.filled_in.is_some() { "backfill" } else { "run" };
        self.entry.close(kind)?;
        Ok(Recorded { run, changed })
    }

    /// The row of the run itself.
    fn run_row(
        &mut self,
        [context, stream]: [i64; 2],
        faults: Option<i64>,
        states: &states::States,
    ) -> Result<()> {
        let run = self.run;
        let (_, parsed, failed, excluded) = run.file_counts();
        let of = |status: Status| states.statuses.iter().filter(|own| **own == status).count();
        let counts = run.counts;
        let tally = |tally: u64| number(i64::try_from(tally).unwrap_or(i64::MAX));
        let waived = run.results.iter().filter(|result| result.waiver.is_some()).count();
        let suppressed = run.results.iter().filter(|result| result.suppression.is_some()).count();
        let revision = self.occasion.revision.as_deref();
        self.entry.add(
            "run",
            &[
                number(self.occasion.time),
                number(context),
                number(stream),
                revision.map_or(rusqlite::types::ValueRef::Null, text),
                number(i64::from(!run.is_incomplete())),
                maybe(faults),
                rusqlite::types::ValueRef::Blob(&states.population),
                count(parsed),
                count(failed),
                count(excluded),
                count(of(Status::Pass)),
                count(of(Status::Fail)),
                count(of(Status::Waived)),
                count(of(Status::NotAssessed)),
                tally(counts.pass),
                tally(counts.fail),
                tally(counts.indeterminate),
                tally(counts.not_applicable),
                tally(counts.error),
                count(waived),
                count(suppressed),
                self.occasion.modified.map_or(Cell::Null, count),
                self.occasion.job.as_deref().map_or(Cell::Null, text),
            ],
        )?;
        Ok(())
    }

    /// Faults of inputs and policies, as one content: most runs have the last one's.
    fn faults(&mut self) -> Result<Option<i64>> {
        let list: Vec<serde_json::Value> = self
            .run
            .diagnostics
            .iter()
            .filter(|fault| fault.loss != Loss::Nothing)
            .map(|fault| {
                let line = fault.span.map(|span| self.run.sources.positions(span).0.line);
                serde_json::json!({ "file": &*fault.path, "line": line,
                    "message": fault.message, "lost": fault.lost })
            })
            .collect();
        if list.is_empty() {
            return Ok(None);
        }
        let body = serde_json::Value::Array(list).to_string();
        self.content("diagnostics", "", &body).map(Some)
    }

    /// The id of a content, added where it is new.
    fn content(&mut self, kind: &str, name: &str, body: &str) -> Result<i64> {
        let digest = hex(&sha256(body.as_bytes()));
        let query = "SELECT id FROM content WHERE kind = ?1 AND name = ?2 AND digest = ?3";
        let mut statement = self.connection.prepare_cached(query)?;
        let known = statement.query_row([kind, name, &digest], |row| row.get(0)).optional()?;
        match known {
            Some(id) => Ok(id),
            None => self.entry.add("content", &[text(kind), text(name), text(&digest), text(body)]),
        }
    }
}
