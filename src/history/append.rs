//! One entry of the ledger in the making: the only code that writes rows.
//!
//! In: rows, table by table. Out: the rows in the store and, at the end, the ledger's entry that
//! binds them: which rows it added, the hash over their lines, and the chain. An entry that is not
//! closed leaves nothing behind: the transaction goes with it.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Result, params_from_iter};

use super::canonical::{self, GENESIS};
use super::schema::{APART, TABLES};

/// A cell of a row.
pub(super) type Cell<'a> = ValueRef<'a>;

/// A text as a cell.
pub(super) fn text(text: &str) -> Cell<'_> {
    ValueRef::Text(text.as_bytes())
}

/// A number as a cell.
pub(super) fn number<'a>(number: i64) -> Cell<'a> {
    ValueRef::Integer(number)
}

/// A count as a cell.
pub(super) fn count<'a>(count: usize) -> Cell<'a> {
    ValueRef::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number that may be missing.
pub(super) fn maybe<'a>(number: Option<i64>) -> Cell<'a> {
    number.map_or(ValueRef::Null, ValueRef::Integer)
}

/// What an entry adds to one table.
#[derive(Default)]
struct Added {
    /// First and last id; 0 until a row is added.
    first: i64,
    last: i64,
    /// Lines, each with its end.
    lines: String,
}

/// An entry in the making.
pub(super) struct Entry<'c> {
    connection: &'c Connection,
    tables: [Added; TABLES.len()],
}

impl<'c> Entry<'c> {
    /// Begins an entry; the caller holds a transaction that writes.
    pub fn new(connection: &'c Connection) -> Self {
        Self { connection, tables: Default::default() }
    }

    /// The id that the next row of a table gets.
    pub fn next_id(&self, table: &str) -> Result<i64> {
        match self.added(table) {
            Some(added) if added.last > 0 => Ok(added.last + 1),
            _ => {
                let query = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
                self.connection.query_row(&query, [], |row| row.get(0))
            }
        }
    }

    fn added(&self, table: &str) -> Option<&Added> {
        TABLES.iter().position(|name| *name == table).and_then(|index| self.tables.get(index))
    }

    /// Adds a row; `cells` are those between `id` and `sum`. Gives its id.
    pub fn add(&mut self, table: &'static str, cells: &[Cell<'_>]) -> Result<i64> {
        let id = self.next_id(table)?;
        let mut row = Vec::with_capacity(cells.len() + 2);
        row.push(number(id));
        row.extend_from_slice(cells);
        let body = if APART.contains(&table) { row.pop() } else { None };
        let line = canonical::line(table, &row);
        row.extend(body);
        row.push(number(canonical::sum(&line)));
        insert(self.connection, table, &row)?;
        let index = TABLES.iter().position(|name| *name == table);
        if let Some(added) = index.and_then(|index| self.tables.get_mut(index)) {
            if added.first == 0 {
                added.first = id;
            }
            added.last = id;
            added.lines.push_str(&line);
            added.lines.push('\n');
        }
        Ok(id)
    }

    /// Closes the entry: one row of the ledger.
    pub fn close(self, kind: &str) -> Result<()> {
        let mut ranges = Vec::new();
        let mut lines = String::new();
        for (table, added) in TABLES.iter().zip(&self.tables).filter(|(_, added)| added.last > 0) {
            ranges.push(format!("{table}={}-{}", added.first, added.last));
            lines.push_str(&added.lines);
        }
        let ranges = ranges.join(" ");
        let digest = canonical::sha256(lines.as_bytes());
        let last: Option<(i64, Vec<u8>)> = self
            .connection
            .query_row("SELECT id, hash FROM ledger ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (id, previous) = last.unwrap_or((0, GENESIS.to_vec()));
        let mut row = vec![number(id + 1), text(kind), text(&ranges), ValueRef::Blob(&digest)];
        let hash = canonical::chain(&canonical::line("ledger", &row), &previous);
        row.push(ValueRef::Blob(&hash));
        insert(self.connection, "ledger", &row)
    }
}

fn insert(connection: &Connection, table: &str, row: &[Cell<'_>]) -> Result<()> {
    let marks = vec!["?"; row.len()].join(",");
    let mut statement =
        connection.prepare_cached(&format!("INSERT INTO {table} VALUES ({marks})"))?;
    statement.execute(params_from_iter(row.iter().map(|cell| ToSqlOutput::Borrowed(*cell))))?;
    Ok(())
}
