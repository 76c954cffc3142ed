//! Recording what a door judged, batch by batch.
//!
//! In: batches. Out: for a verdict that is new a row, bound by the ledger; a repetition is counted in
//! memory and written when its hour is over, or at the end. A batch without anything new writes
//! nothing.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Result};

use super::states::waiver_body;
use super::{Occasion, Recording};
use crate::finding::Run;
use crate::history::admission::{Admitted, Batch, Kept};
use crate::history::append::{Entry, number, text};
use crate::history::canonical::{hex, push_escaped, sha256, unhex};
use crate::history::{HistoryError, Store};

/// Repetitions are counted by this many seconds.
const SPAN: i64 = 3_600;
/// Verdicts that are known without asking the store.
const KNOWN: usize = 16_384;

/// Numbers of rows that a door's batches share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    door: i64,
    rules: Vec<i64>,
}

/// The place in a store where a door's verdicts are taken down.
pub struct Desk {
    store: Store,
    registered: Registered,
    /// Numbers of admissions, by what makes them the same.
    known: HashMap<[u8; 32], i64>,
    /// Repetitions that are not written yet: first, last, count.
    repeated: BTreeMap<i64, (i64, i64, i64)>,
    /// Requests that were not taken down and not yet said so: first, last, count.
    missed: Option<(i64, i64, i64)>,
    /// The hour of the repetitions.
    hour: i64,
}

impl Desk {
    /// Opens a desk. The run has rules and packs of the door, and nothing else; the occasion names
    /// the cluster in place of a repository. `manner` says how failures are dealt with.
    ///
    /// # Errors
    /// A store that cannot be written.
    pub fn open(
        mut store: Store,
        run: &Run,
        occasion: &Occasion,
        manner: &str,
    ) -> std::result::Result<Self, HistoryError> {
        let registered = store.register(run, occasion, manner)?;
        Ok(Self {
            store,
            registered,
            known: HashMap::new(),
            repeated: BTreeMap::new(),
            missed: None,
            hour: 0,
        })
    }

    /// Takes down a batch. When this returns, what is new in it is on disk.
    ///
    /// # Errors
    /// A store that cannot be written. What the batch held is then counted as missed, which the
    /// next batch says in the store.
    pub fn keep(&mut self, batch: &Batch) -> std::result::Result<Kept, HistoryError> {
        let path = self.store.path.clone();
        self.miss(batch.missed, batch.at);
        let due = batch.last || batch.at.div_euclid(SPAN) != self.hour;
        let mut taken = Taken::default();
        let kept = self.write(batch, due, &mut taken);
        match kept {
            Ok(kept) => {
                if due {
                    self.repeated.clear();
                    self.hour = batch.at.div_euclid(SPAN);
                }
                // Written with whatever else there was to write, or waiting for it.
                if kept.new > 0 || due {
                    self.missed = None;
                }
                for (id, at) in taken.repeated {
                    let count = self.repeated.entry(id).or_insert((at, at, 0));
                    *count = (count.0.min(at), count.1.max(at), count.2 + 1);
                }
                if self.known.len() + taken.known.len() > KNOWN {
                    self.known.clear();
                }
                self.known.extend(taken.known);
                if batch.last && !self.repeated.is_empty() {
                    return self.flush(batch.at, kept).map_err(|e| HistoryError::of(&path, e));
                }
                Ok(kept)
            }
            Err(error) => {
                self.miss(batch.admitted.len() as u64, batch.at);
                Err(HistoryError::of(&path, error))
            }
        }
    }

    fn miss(&mut self, count: u64, at: i64) {
        if count > 0 {
            let missed = self.missed.get_or_insert((at, at, 0));
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            *missed = (missed.0.min(at), missed.1.max(at), missed.2.saturating_add(count));
        }
    }

    /// Writes the counts that are left.
    fn flush(&mut self, at: i64, kept: Kept) -> Result<Kept> {
        self.write(&Batch { at, last: true, ..Batch::default() }, true, &mut Taken::default())?;
        self.repeated.clear();
        Ok(kept)
    }

    /// One transaction: what is new, and, when it is due, what was counted.
    fn write(&mut self, batch: &Batch, due: bool, taken: &mut Taken) -> Result<Kept> {
        let mut kept = Kept::default();
        let transaction = self.store.connection.transaction()?;
        let mut fresh = Vec::new();
        for own in &batch.admitted {
            let key = key(self.registered.door, own);
            let known = match taken.known.get(&key).or(self.known.get(&key)) {
                Some(id) => Some(*id),
                None => stored(&transaction, self.registered.door, own)?,
            };
            match known {
                Some(id) => {
                    taken.known.insert(key, id);
                    taken.repeated.push((id, own.at));
                    kept.repeated += 1;
                }
                None => fresh.push((key, own)),
            }
        }
        drop(transaction);
        let owed = due && !(self.repeated.is_empty() && self.missed.is_none());
        if fresh.is_empty() && !owed {
            return Ok(kept);
        }
        let transaction = self.store.turn()?;
        let mut writing = Writing {
            connection: &transaction,
            entry: Entry::new(&transaction),
            known: HashMap::new(),
        };
        for (key, own) in fresh {
            if let Some(id) = taken.known.get(&key) {
                taken.repeated.push((*id, own.at));
                kept.repeated += 1;
                continue;
            }
            let id = writing.admission(&self.registered, own)?;
            taken.known.insert(key, id);
            kept.new += 1;
        }
        if due {
            for (id, (first, last, count)) in &self.repeated {
                let cells = [number(*id), number(*first), number(*last), number(*count)];
                writing.entry.add("repetition", &cells)?;
            }
        }
        if let Some((first, last, count)) = self.missed {
            let door = number(self.registered.door);
            writing.entry.add("missed", &[door, number(first), number(last), number(count)])?;
        }
        writing.entry.close("admissions")?;
        transaction.commit()?;
        Ok(kept)
    }
}

/// What a batch adds to what is known, if it comes to be written.
#[derive(Default)]
struct Taken {
    known: HashMap<[u8; 32], i64>,
    repeated: Vec<(i64, i64)>,
}

/// What makes two requests the same: asked for alike, judged alike.
fn key(door: i64, own: &Admitted) -> [u8; 32] {
    let mut line = format!("{door}");
    for field in [own.operation, own.outcome, &own.verdict_hash, &own.kind, &own.address] {
        line.push('\t');
        push_escaped(&mut line, field);
    }
    sha256(line.as_bytes())
}

/// The row of an admission that an earlier process wrote.
fn stored(connection: &Connection, door: i64, own: &Admitted) -> Result<Option<i64>> {
    let query = "SELECT id FROM admission WHERE hash = ?1 AND door = ?2 AND operation = ?3
                    AND outcome = ?4 AND kind = ?5 AND address = ?6";
    let hash = unhex(&own.verdict_hash).unwrap_or_default();
    let values = (hash, door, own.operation, own.outcome, &own.kind, &own.address);
    connection.prepare_cached(query)?.query_row(values, |row| row.get(0)).optional()
}

struct Writing<'c> {
    connection: &'c Connection,
    entry: Entry<'c>,
    /// Rows of acceptances.
    known: HashMap<String, i64>,
}

impl Writing<'_> {
    fn admission(&mut self, registered: &Registered, own: &Admitted) -> Result<i64> {
        let ruling = self.ruling(registered, own)?;
        let hash = unhex(&own.verdict_hash).unwrap_or_default();
        let cells = [
            number(registered.door),
            number(own.at),
            text(own.operation),
            text(&own.kind),
            text(&own.address),
            ValueRef::Blob(&hash),
            text(own.outcome),
            number(ruling),
        ];
        self.entry.add("admission", &cells)
    }

    /// The row of what was found, added where it is new: objects alike share it.
    fn ruling(&mut self, registered: &Registered, own: &Admitted) -> Result<i64> {
        let mut body = String::new();
        for finding in &own.findings {
            let acceptance = match &finding.waiver {
                Some(waiver) => self.acceptance(waiver_body(waiver))?,
                None => 0,
            };
            let rule = registered.rules.get(finding.rule).copied().unwrap_or_default();
            let (state, severity, places) =
                (finding.state.name(), finding.severity, finding.places);
            // Writing to a String cannot fail.
            let _ = write!(body, "{state}\t{severity}\t{rule}\t{places}\t{acceptance}\t");
            push_escaped(&mut body, &finding.path);
            body.push('\n');
        }
        let digest = sha256(body.as_bytes());
        let query = "SELECT id FROM ruling WHERE digest = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        match statement.query_row([&digest[..]], |row| row.get(0)).optional()? {
            Some(id) => Ok(id),
            None => self.entry.add("ruling", &[ValueRef::Blob(&digest), text(&body)]),
        }
    }

    fn acceptance(&mut self, body: String) -> Result<i64> {
        if let Some(id) = self.known.get(&body) {
            return Ok(*id);
        }
        let query = "SELECT id FROM acceptance WHERE kind = 'waiver' AND body = ?1";
        let found = self.connection.query_row(query, [&body], |row| row.get(0)).optional()?;
        let id = match found {
            Some(id) => id,
            None => self.entry.add("acceptance", &[text("waiver"), text(&body)])?,
        };
        self.known.insert(body, id);
        Ok(id)
    }
}

impl Store {
    /// Rows of a door: its rules, packs and waivers as they are, each once for each content.
    fn register(
        &mut self,
        run: &Run,
        occasion: &Occasion,
        manner: &str,
    ) -> std::result::Result<Registered, HistoryError> {
        let path = self.path.clone();
        let mut write = || {
            let transaction = self.turn()?;
            let mut recording = Recording::new(&transaction, run, occasion)?;
            let rules = recording.rules()?;
            let context = recording.context()?;
            let body = serde_json::json!({ "manner": manner, "rules": rules }).to_string();
            let digest = hex(&sha256(body.as_bytes()));
            let repository = recording.repository;
            let query =
                "SELECT id FROM door WHERE repository = ?1 AND context = ?2 AND digest = ?3";
            let known = transaction
                .query_row(query, (repository, context, &digest), |row| row.get(0))
                .optional()?;
            let door = match known {
                // Everything else was there with it.
                Some(door) => door,
                None => {
                    let cells = [number(repository), number(context), text(&digest), text(&body)];
                    let door = recording.entry.add("door", &cells)?;
                    recording.entry.close("door")?;
                    door
                }
            };
            transaction.commit()?;
            Ok(Registered { door, rules })
        };
        write().map_err(|error| HistoryError::of(&path, error))
    }
}
