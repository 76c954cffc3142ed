//! Pruning: what old runs held of files goes, and that they took place stays.
//!
//! In: a date, who allows it and why. Out: a row that says so and an entry of the ledger that binds
//! it. Gone are the bodies of states and excerpts that only pruned runs need: each row stays with
//! its digest, so that the chain holds and a copy of the body can be checked for ever. Runs, their
//! counts and the hashes of their populations stay. The last run of each stream before the date
//! stays whole: it is what later runs are compared with.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};
use sha2::{Digest, Sha256};

use super::append::{Entry, count, number, text};
use super::canonical::hex;
use super::life::{Life, State};
use super::ranges::Ranges;
use super::timeline::Timeline;
use super::{Fault, HistoryError, RunRow, Store};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prune {
    /// When it is asked, in seconds since 1970.
    pub time: i64,
    /// Runs before this moment are pruned.
    pub before: i64,
    /// Who allows it.
    pub approved_by: String,
    /// Why.
    pub reason: String,
}

/// What a pruning takes away, or took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Runs whose populations and findings are gone.
    pub runs: Ranges,
    /// States without a body.
    pub states: Ranges,
    /// Excerpts without a body.
    pub excerpts: Ranges,
    /// Bytes of the bodies.
    pub bytes: i64,
    /// SHA-256 over a line for each body: table, id, its SHA-256.
    pub digest: String,
}

/// A pruning that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pruning {
    /// What was asked for.
    pub asked: Prune,
    /// What it took.
    pub pruned: Pruned,
}

/// Why a pruning was not done.
#[derive(Debug, thiserror::Error)]
pub enum PruneError {
    /// The store cannot be read or written.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// What is not whole is not touched.
    #[error("the history is not whole ({0}); nothing was pruned")]
    NotWhole(Fault),
}

impl Store {
    /// What pruning would take; nothing is changed.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn prunable(&self, before: i64) -> std::result::Result<Pruned, HistoryError> {
        let runs = self.runs()?;
        plan(&self.connection, &runs, before).map_err(|error| self.fault(error))
    }

    /// Prunes, where there is anything to prune.
    ///
    /// # Errors
    /// A store that is not whole, or cannot be read or written.
    pub fn prune(&mut self, asked: &Prune) -> std::result::Result<Pruned, PruneError> {
        if let Some(fault) = self.verify(None)?.fault {
            return Err(PruneError::NotWhole(fault));
        }
        let (runs, lives) = (self.runs()?, self.lives()?);
        let path = self.path.clone();
        let mut write = || -> Result<Pruned> {
            let transaction = self.turn()?;
            let known: i64 =
                transaction.query_row("SELECT count(*) FROM run", [], |row| row.get(0))?;
            let runs: Vec<RunRow> = runs.iter().filter(|run| run.id <= known).cloned().collect();
            let pruned = plan(&transaction, &runs, asked.before)?;
            if pruned.runs.is_empty() {
                return Ok(pruned);
            }
            remove(&transaction, "state", &pruned.states)?;
            remove(&transaction, "excerpt", &pruned.excerpts)?;
            let all = all_pruned(&transaction)?.with(&pruned.runs);
            add_row(&transaction, asked, &pruned, &outlines(&lives, &all))?;
            transaction.commit()?;
            Ok(pruned)
        };
        let pruned = write().map_err(|error| HistoryError::of(&path, error))?;
        // Gives the space back. Where another process is in the store it comes with a later run.
        if !pruned.runs.is_empty() {
            let _ = self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Ok(pruned)
    }

    /// Every pruning that was done, in order.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn prunings(&self) -> std::result::Result<Vec<Pruning>, HistoryError> {
        let read = || -> Result<Vec<Pruning>> {
            let mut statement = self.connection.prepare(
                "SELECT time, before, approved_by, reason, runs, states, excerpts, bytes, digest
                   FROM pruning ORDER BY id",
            )?;
            let ranges = |text: String| Ranges::parse(&text);
            let rows = statement.query_map([], |row| {
                let asked = Prune {
                    time: row.get(0)?,
                    before: row.get(1)?,
                    approved_by: row.get(2)?,
                    reason: row.get(3)?,
                };
                let pruned = Pruned {
                    runs: ranges(row.get(4)?),
                    states: ranges(row.get(5)?),
                    excerpts: ranges(row.get(6)?),
                    bytes: row.get(7)?,
                    digest: hex(&row.get::<_, Vec<u8>>(8)?),
                };
                Ok(Pruning { asked, pruned })
            })?;
            rows.collect()
        };
        read().map_err(|error| self.fault(error))
    }

    /// That a run is whole, or who pruned it.
    ///
    /// # Errors
    /// It was pruned, or the store cannot be read.
    pub fn whole(&self, run: &RunRow) -> std::result::Result<(), HistoryError> {
        let prunings = self.prunings()?;
        match prunings.into_iter().find(|own| own.pruned.runs.contains(run.id)) {
            None => Ok(()),
            Some(Pruning { asked, .. }) => Err(HistoryError::Pruned {
                run: run.id,
                time: asked.time,
                approved_by: asked.approved_by,
                reason: asked.reason,
            }),
        }
    }
}

/// Ids of rows of a table whose bodies are gone, as the rows of `pruning` say.
pub(super) fn pruned_ids(connection: &Connection, table: &str) -> Result<Ranges> {
    let column = match table {
        "state" => "states",
        "excerpt" => "excerpts",
        _ => return Ok(Ranges::default()),
    };
    union(connection, column)
}

/// Runs whose bodies are gone.
pub(super) fn all_pruned(connection: &Connection) -> Result<Ranges> {
    union(connection, "runs")
}

fn union(connection: &Connection, column: &str) -> Result<Ranges> {
    let mut statement = connection.prepare(&format!("SELECT {column} FROM pruning ORDER BY id"))?;
    let mut rows = statement.query([])?;
    let mut all = Ranges::default();
    while let Some(row) = rows.next()? {
        // A row that somebody put there may hold anything: its own check comes later.
        if let Ok(text) = row.get_ref(0)?.as_str() {
            all = all.with(&Ranges::parse(text));
        }
    }
    Ok(all)
}

/// What a pruning before a moment takes.
fn plan(connection: &Connection, runs: &[RunRow], before: i64) -> Result<Pruned> {
    let gone = all_pruned(connection)?;
    // The last run of each stream stays.
    let mut last: HashMap<i64, (i64, i64)> = HashMap::new();
    for run in runs.iter().filter(|run| run.time < before) {
        let own = last.entry(run.stream).or_default();
        *own = (*own).max(run.order());
    }
    let goes = |run: &&RunRow| {
        run.time < before && last.get(&run.stream).is_some_and(|last| *last > run.order())
    };
    let pruned: Ranges =
        runs.iter().filter(|run| !gone.contains(run.id)).filter(goes).map(|run| run.id).collect();
    if pruned.is_empty() {
        return Ok(Pruned::default());
    }
    let mut kept: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for run in runs.iter().filter(|run| !gone.contains(run.id) && !pruned.contains(run.id)) {
        kept.entry(run.stream).or_default().push(run.id);
    }
    let (mut states, mut excerpts) = (HashSet::new(), HashSet::new());
    let timelines = Timeline::read(connection)?;
    for (stream, runs) in &kept {
        for now in timelines.get(stream).into_iter().flat_map(|own| own.needed(runs)) {
            states.extend(now.state);
            excerpts.extend(now.excerpt);
        }
    }
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let states = unneeded(connection, "state", &states, &mut hash, &mut bytes)?;
    let excerpts = unneeded(connection, "excerpt", &excerpts, &mut hash, &mut bytes)?;
    Ok(Pruned { runs: pruned, states, excerpts, bytes, digest: hex(&hash.finalize()) })
}

/// Ids of rows with a body that nobody needs.
fn unneeded(
    connection: &Connection,
    table: &str,
    needed: &HashSet<i64>,
    hash: &mut Sha256,
    bytes: &mut i64,
) -> Result<Ranges> {
    let mut statement = connection.prepare(&format!(
        "SELECT id, digest, length(CAST(body AS BLOB)) FROM {table}
          WHERE body IS NOT NULL ORDER BY id"
    ))?;
    let mut rows = statement.query([])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if !needed.contains(&id) {
            ids.push(id);
            *bytes += row.get::<_, i64>(2)?;
            hash.update(format!("{table}\t{id}\t{}\n", hex(row.get_ref(1)?.as_blob()?)));
        }
    }
    Ok(ids.into_iter().collect())
}

fn remove(connection: &Connection, table: &str, ids: &Ranges) -> Result<()> {
    let query = format!("UPDATE {table} SET body = NULL WHERE id BETWEEN ?1 AND ?2");
    let mut statement = connection.prepare(&query)?;
    for (first, last) in ids.iter() {
        statement.execute([first, last])?;
    }
    Ok(())
}

fn add_row(connection: &Connection, asked: &Prune, pruned: &Pruned, lives: &str) -> Result<()> {
    let digest = super::canonical::unhex(&pruned.digest).unwrap_or_default();
    let [runs, states, excerpts] =
        [&pruned.runs, &pruned.states, &pruned.excerpts].map(Ranges::to_string);
    let mut entry = Entry::new(connection);
    entry.add(
        "pruning",
        &[
            number(asked.time),
            number(asked.before),
            text(&asked.approved_by),
            text(&asked.reason),
            text(&runs),
            text(&states),
            text(&excerpts),
            count(usize::try_from(pruned.bytes).unwrap_or_default()),
            ValueRef::Blob(&digest),
            text(lives),
        ],
    )?;
    entry.close("prune")
}

/// The events of pruned runs, without places and messages: a repository's name after `@`, then a
/// line for each finding.
fn outlines(lives: &[Life], pruned: &Ranges) -> String {
    let mut outlines: BTreeMap<&str, String> = BTreeMap::new();
    for life in lives {
        let mut last = None;
        let mut line = String::new();
        for event in life.events.iter().filter(|event| pruned.contains(event.run)) {
            if last.replace(event.state) != Some(event.state) {
                // Writing to a String cannot fail.
                let _ = write!(line, "\t{}:{}", event.run, event.state.name());
            }
        }
        if !line.is_empty() {
            let own = outlines.entry(&life.repository).or_default();
            let _ = writeln!(own, "{}{line}", life.fingerprint);
        }
    }
    let parts = outlines.iter().map(|(repository, lines)| format!("@{repository}\n{lines}"));
    parts.collect()
}

/// What the last pruning says of findings: runs and states by repository and fingerprint.
pub(super) type Outlines = HashMap<String, HashMap<String, Vec<(i64, State)>>>;

/// Reads the outlines of the last pruning, which holds those of the ones before too.
pub(super) fn read_outlines(connection: &Connection) -> Result<Outlines> {
    let mut outlines = Outlines::new();
    let mut statement = connection.prepare("SELECT lives FROM pruning ORDER BY id DESC LIMIT 1")?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else { return Ok(outlines) };
    let mut own = None;
    for line in row.get_ref(0)?.as_str()?.lines() {
        if let Some(repository) = line.strip_prefix('@') {
            own = Some(outlines.entry(repository.to_owned()).or_default());
            continue;
        }
        let mut fields = line.split('\t');
        let (Some(own), Some(fingerprint)) = (own.as_mut(), fields.next()) else { continue };
        let events = fields.filter_map(|field| {
            let (run, state) = field.split_once(':')?;
            Some((run.parse().ok()?, State::named(state)))
        });
        own.insert(fingerprint.to_owned(), events.collect());
    }
    Ok(outlines)
}
