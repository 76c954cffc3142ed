//! Whether the store is as it was written.
//!
//! In: a store. Out: a [`Verified`]: how much of it is whole, the head of the chain, and the first
//! fault with the row that it is in. One ordered pass: each entry of the ledger says which rows it
//! added, and every row of every table must be one of them. What a chain cannot show is that its
//! end was cut off: for that, keep its head elsewhere and ask for it.

use std::fmt;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result, Rows};

use super::canonical::{self, GENESIS, hex, unhex};
use super::prune::pruned_ids;
use super::ranges::Ranges;
use super::schema::{APART, MIGRATIONS, TABLES};
use super::store::has;
use super::{HistoryError, Store};

/// The first thing that is not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Table, or `schema`, or `pages`.
    pub table: String,
    /// Id of the row, where it is one.
    pub row: Option<i64>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(formatter, "{} row {row}: {}", self.table, self.message),
            None => write!(formatter, "{}: {}", self.table, self.message),
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the ledger that are whole.
    pub entries: i64,
    /// Rows that they bind.
    pub rows: i64,
    /// Runs among them.
    pub runs: i64,
    /// Hash of the last whole entry: 64 hex digits.
    pub head: String,
    /// The first fault; `None` where everything is whole.
    pub fault: Option<Fault>,
    /// The entry whose hash was asked for, where it is in the chain.
    pub anchor: Option<i64>,
}

/// An entry of the ledger, in a form that a shell can check: `SHA-256(text)` is `digest`, which
/// stands in `line`, and `SHA-256(line ‖ newline ‖ previous)` is `hash`, all in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number.
    pub id: i64,
    /// `migration`, `run`, `backfill` or `prune`.
    pub kind: String,
    /// Canonical lines of the rows that it added, each with its end.
    pub text: String,
    /// Hash of them.
    pub digest: String,
    /// Canonical line of the entry.
    pub line: String,
    /// Hash of the entry before.
    pub previous: String,
    /// Hash of this one.
    pub hash: String,
}

impl Store {
    /// Verifies everything. `anchor` is a head that was kept elsewhere.
    ///
    /// # Errors
    /// A store that cannot be read at all.
    pub fn verify(&self, anchor: Option<&str>) -> std::result::Result<Verified, HistoryError> {
        self.verified(anchor, |_| Ok(()))
    }

    fn verified(
        &self,
        anchor: Option<&str>,
        each: impl FnMut(Entry) -> Result<()>,
    ) -> std::result::Result<Verified, HistoryError> {
        let mut verified = Verified {
            entries: 0,
            rows: 0,
            runs: 0,
            head: hex(&GENESIS),
            fault: None,
            anchor: None,
        };
        match self.walk(anchor, &mut verified, each) {
            Ok(fault) => verified.fault = fault,
            Err(error) => match self.fault(error) {
                error @ HistoryError::Locked { .. } => return Err(error),
                error => verified.fault = Some(fault("pages", None, &error.to_string())),
            },
        }
        Ok(verified)
    }

    /// Hands out every entry of the ledger, in order, up to the first fault: only where there is
    /// none are they worth anything.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn entries(
        &self,
        mut each: impl FnMut(Entry),
    ) -> std::result::Result<Verified, HistoryError> {
        self.verified(None, |entry| {
            each(entry);
            Ok(())
        })
    }

    fn walk(
        &self,
        anchor: Option<&str>,
        verified: &mut Verified,
        mut each: impl FnMut(Entry) -> Result<()>,
    ) -> Result<Option<Fault>> {
        // One moment of the store, whatever others record meanwhile.
        let transaction = self.connection.unchecked_transaction()?;
        if let Some(found) = pages(&transaction)?.or(schema(&transaction)?) {
            return Ok(Some(found));
        }
        let mut tables = Vec::new();
        for table in TABLES {
            // One of an older schema; what the schema should have, it has.
            if !has(&transaction, table)? {
                continue;
            }
            let query = format!("SELECT * FROM {table} ORDER BY id");
            tables.push((table, transaction.prepare(&query)?));
        }
        let mut cursors = Vec::new();
        for (table, statement) in &mut tables {
            let columns = statement.column_count();
            let pruned = pruned_ids(&transaction, table)?;
            cursors.push(Cursor { table, columns, rows: statement.query([])?, next: 1, pruned });
        }
        let mut ledger = transaction.prepare("SELECT * FROM ledger ORDER BY id")?;
        let mut rows = ledger.query([])?;
        let mut previous = GENESIS.to_vec();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let expected = verified.entries + 1;
            if id != expected {
                return Ok(Some(fault("ledger", Some(expected), "is missing")));
            }
            let cells = [row.get_ref(0)?, row.get_ref(1)?, row.get_ref(2)?, row.get_ref(3)?];
            let line = canonical::line("ledger", &cells);
            let hash = canonical::chain(&line, &previous);
            if row.get_ref(4)? != ValueRef::Blob(&hash) {
                let message = "does not follow from the entry before";
                return Ok(Some(fault("ledger", Some(id), message)));
            }
            let ranges: String = row.get(2)?;
            let text = match added(&ranges, &mut cursors, verified)? {
                Ok(text) => text,
                Err(fault) => return Ok(Some(fault)),
            };
            let digest = canonical::sha256(text.as_bytes());
            if row.get_ref(3)? != ValueRef::Blob(&digest) {
                let message = format!("its rows ({ranges}) are not those that were written");
                return Ok(Some(fault("ledger", Some(id), &message)));
            }
            verified.entries = id;
            verified.head = hex(&hash);
            if anchor.is_some_and(|anchor| verified.head.eq_ignore_ascii_case(anchor)) {
                verified.anchor = Some(id);
            }
            let kind = row.get(1)?;
            let entry = Entry {
                id,
                kind,
                text,
                digest: hex(&digest),
                line,
                previous: hex(&previous),
                hash: verified.head.clone(),
            };
            each(entry)?;
            previous = hash.to_vec();
        }
        if verified.entries == 0 {
            return Ok(Some(fault("ledger", Some(1), "is missing")));
        }
        for cursor in &mut cursors {
            if let Some(row) = cursor.rows.next()? {
                let id = row.get_ref(0)?.as_i64().ok();
                return Ok(Some(fault(cursor.table, id, "belongs to no entry of the ledger")));
            }
        }
        Ok(None)
    }
}

/// Rows of a table, in order.
struct Cursor<'s> {
    table: &'s str,
    columns: usize,
    rows: Rows<'s>,
    /// The id that comes next.
    next: i64,
    /// Ids of rows whose bodies were pruned.
    pruned: Ranges,
}

/// Reads the rows that an entry says it added: their lines, or the fault.
fn added(
    ranges: &str,
    cursors: &mut [Cursor<'_>],
    verified: &mut Verified,
) -> Result<std::result::Result<String, Fault>> {
    let mut text = String::new();
    for range in ranges.split(' ').filter(|range| !range.is_empty()) {
        let parts = range.split_once('=').and_then(|(table, ids)| {
            let (first, last) = ids.split_once('-')?;
            Some((table, first.parse::<i64>().ok()?, last.parse::<i64>().ok()?))
        });
        let Some((table, first, last)) = parts else {
            return Ok(Err(fault("ledger", Some(verified.entries + 1), "names no rows")));
        };
        let Some(cursor) = cursors.iter_mut().find(|cursor| cursor.table == table) else {
            return Ok(Err(fault(table, None, "is no table of this schema")));
        };
        if first != cursor.next {
            return Ok(Err(fault(table, Some(cursor.next), "belongs to no entry of the ledger")));
        }
        for id in first..=last {
            if let Some(fault) = cursor.line(id, &mut text)? {
                return Ok(Err(fault));
            }
            verified.rows += 1;
        }
        if table == "run" {
            verified.runs = last;
        }
    }
    Ok(Ok(text))
}

impl Cursor<'_> {
    /// Adds the line of the next row, which must have this id.
    fn line(&mut self, id: i64, text: &mut String) -> Result<Option<Fault>> {
        let Some(row) = self.rows.next()? else {
            return Ok(Some(fault(self.table, Some(id), "is missing")));
        };
        if row.get_ref(0)? != ValueRef::Integer(id) {
            return Ok(Some(fault(self.table, Some(id), "is missing")));
        }
        let mut cells = Vec::with_capacity(self.columns);
        for column in 0..self.columns {
            cells.push(row.get_ref(column)?);
        }
        let sum = cells.pop();
        let body = if APART.contains(&self.table) { cells.pop() } else { None };
        let line = canonical::line(self.table, &cells);
        if sum != Some(ValueRef::Integer(canonical::sum(&line))) {
            return Ok(Some(fault(self.table, Some(id), "is not as it was written")));
        }
        let digest = cells.pop();
        let message = match (body, self.pruned.contains(id)) {
            (None, _) | (Some(ValueRef::Null), true) => None,
            (Some(ValueRef::Null), false) => Some("has no content, and no pruning says so"),
            (Some(_), true) => Some("has content that a pruning says is gone"),
            (Some(ValueRef::Text(body)), false)
                if digest == Some(ValueRef::Blob(&canonical::sha256(body))) =>
            {
                None
            }
            (Some(_), false) => Some("is not as it was written"),
        };
        if let Some(message) = message {
            return Ok(Some(fault(self.table, Some(id), message)));
        }
        text.push_str(&line);
        text.push('\n');
        self.next = id + 1;
        Ok(None)
    }
}

fn fault(table: &str, row: Option<i64>, message: &str) -> Fault {
    Fault { table: table.into(), row, message: message.into() }
}

/// Damage below the rows: pages, and indexes that do not say what their tables say.
fn pages(connection: &Connection) -> Result<Option<Fault>> {
    let message: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((message != "ok").then(|| fault("pages", None, &message)))
}

/// Tables, indexes, views and triggers that are not those of our migrations.
fn schema(connection: &Connection) -> Result<Option<Fault>> {
    let fresh = Connection::open_in_memory()?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    for migration in MIGRATIONS.iter().take(done) {
        fresh.execute_batch(migration.script)?;
    }
    let (ours, theirs) = (objects(&fresh)?, objects(connection)?);
    if let Some((kind, name, _)) = theirs.iter().find(|object| !ours.contains(object)) {
        let message = format!("the {kind} `{name}` is not as Provost makes it");
        return Ok(Some(fault("schema", None, &message)));
    }
    if let Some((kind, name, _)) = ours.iter().find(|object| !theirs.contains(object)) {
        return Ok(Some(fault("schema", None, &format!("the {kind} `{name}` is missing"))));
    }
    Ok(None)
}

fn objects(connection: &Connection) -> Result<Vec<(String, String, Option<String>)>> {
    let query = "SELECT type, name, sql FROM sqlite_schema ORDER BY name";
    let mut statement = connection.prepare(query)?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// Whether a text can be a head: 64 hex digits.
pub fn is_head(text: &str) -> bool {
    unhex(text).is_some_and(|bytes| bytes.len() == 32)
}
