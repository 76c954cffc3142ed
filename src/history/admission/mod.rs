//! Admissions: what a cluster was asked to admit, and how the door judged it.
//!
//! In: batches of what a door judged. Out: a row for each object and verdict, and for later requests
//! with the same verdict a count by the hour; read again as [`Admission`]s and [`Day`]s. Rows are
//! bound by the ledger as all others. Nothing of an object is kept but its kind, name and verdict
//! hash, and of its findings rules and paths: messages may quote values.

mod read;

pub use read::{Admission, Day, Door};

use crate::finding::WaiverUse;
use crate::history::State;

/// Tables of admissions, as a migration.
pub(super) const SCHEMA: &str = "
-- By what a door judged. `body` is JSON: mode, level, rules; a repository stands for its cluster.
CREATE TABLE door (id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, context INTEGER NOT NULL,
  digest TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL);
-- What rules said of objects, once for each content: a line a rule.
CREATE TABLE ruling (id INTEGER PRIMARY KEY, digest BLOB NOT NULL, body TEXT NOT NULL,
  sum INTEGER NOT NULL);
-- The first request for an object with this verdict.
CREATE TABLE admission (id INTEGER PRIMARY KEY, door INTEGER NOT NULL, time INTEGER NOT NULL,
  operation TEXT NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL, hash BLOB NOT NULL,
  outcome TEXT NOT NULL, ruling INTEGER NOT NULL, sum INTEGER NOT NULL);
-- Later requests with the same verdict, by the hour at most.
CREATE TABLE repetition (id INTEGER PRIMARY KEY, admission INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL);
-- Requests that were judged and could not be recorded.
CREATE TABLE missed (id INTEGER PRIMARY KEY, door INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL);
CREATE INDEX ruling_digest ON ruling (digest);
CREATE INDEX admission_hash ON admission (hash);
";

/// One judged request, on its way into the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Admitted {
    /// Seconds since 1970-01-01.
    pub at: i64,
    /// Operation of the review.
    pub operation: &'static str,
    /// Kind of the object.
    pub kind: String,
    /// Its address.
    pub address: String,
    /// Its verdict hash: 64 hex digits.
    pub verdict_hash: String,
    /// `allowed`, `warned`, `denied`.
    pub outcome: &'static str,
    /// What was found.
    pub findings: Vec<AdmittedFinding>,
}

/// What one rule found in one object.
#[derive(Debug, Clone, PartialEq)]
pub struct AdmittedFinding {
    /// Index into the door's rules.
    pub rule: usize,
    /// What it says.
    pub state: State,
    /// Severity.
    pub severity: &'static str,
    /// At how many places.
    pub places: u64,
    /// Path of the first.
    pub path: String,
    /// Waiver that covers it.
    pub waiver: Option<WaiverUse>,
}

/// What has gathered since the last batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Requests in their order.
    pub admitted: Vec<Admitted>,
    /// How many more there were that nobody could take down.
    pub missed: u64,
    /// When the batch was closed.
    pub at: i64,
    /// Whether it is the last, so that counts are written however small.
    pub last: bool,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Objects with a new verdict.
    pub new: usize,
    /// Requests that repeated a known one.
    pub repeated: usize,
}
