//! The store's file: opening, creating, and taking turns.
//!
//! In: a path. Out: a [`Store`] whose schema is known. Safe for many processes and for an end at any
//! point: a new store is made beside its place and linked into it whole, and everything after that
//! happens in transactions that SQLite's write-ahead log makes whole or absent.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, Result, Transaction, TransactionBehavior};

use super::append::{Entry, text};
use super::canonical::{hex, sha256};
use super::error::{HistoryError, PATIENCE};
use super::schema::{APPLICATION_ID, MIGRATIONS, PAGE_SIZE};

/// An open history.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

impl Store {
    /// Opens a history that is there.
    ///
    /// # Errors
    /// No file, another kind of file, a newer schema, damage, or a lock that is not given up.
    pub fn open(path: &Path) -> std::result::Result<Self, HistoryError> {
        match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(HistoryError::NoStore(path.into()));
            }
            Err(error) => return Err(HistoryError::file(path, error)),
            Ok(metadata) if !metadata.is_file() => {
                return Err(HistoryError::NotAStore(path.into()));
            }
            Ok(metadata) if metadata.len() == 0 => return Err(HistoryError::NoStore(path.into())),
            Ok(_) => {}
        }
        let connection = connect(path).map_err(|error| HistoryError::of(path, error))?;
        let mut store = Self { connection, path: path.into() };
        let found = store.check()?;
        // A store on a medium that cannot be written is read as it stands.
        let writable = !store.connection.is_readonly("main").unwrap_or(true);
        if found < version() && writable {
            migrate(&mut store.connection, MIGRATIONS.len()).map_err(|error| store.fault(error))?;
        }
        Ok(store)
    }

    /// Opens a history, or begins one: directories that are missing are made.
    ///
    /// # Errors
    /// As [`Store::open`], and a place that cannot be written.
    pub fn open_or_create(path: &Path) -> std::result::Result<Self, HistoryError> {
        match Self::open(path) {
            Err(HistoryError::NoStore(_)) => {}
            Err(HistoryError::NotAStore(_)) if is_blank(path).unwrap_or(false) => {}
            other => return other,
        }
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(|error| HistoryError::file(parent, error))?;
        }
        create(path)?;
        Self::open(path)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A transaction that writes; it waits for its turn.
    pub(super) fn turn(&mut self) -> Result<Transaction<'_>> {
        self.connection.transaction_with_behavior(TransactionBehavior::Immediate)
    }

    /// An error of SQLite, with the store's name.
    pub(super) fn fault(&self, error: rusqlite::Error) -> HistoryError {
        HistoryError::of(&self.path, error)
    }

    /// Whether it has a table: one of an older schema that cannot be written lacks some.
    pub(super) fn has(&self, table: &str) -> Result<bool> {
        has(&self.connection, table)
    }

    /// The schema's version, where we know it.
    fn check(&self) -> std::result::Result<i64, HistoryError> {
        let pragma = |name: &str| -> std::result::Result<i64, HistoryError> {
            self.connection
                .pragma_query_value(None, name, |row| row.get(0))
                .map_err(|error| self.fault(error))
        };
        if pragma("application_id")? != APPLICATION_ID {
            return Err(HistoryError::NotAStore(self.path.clone()));
        }
        let (found, known) = (pragma("user_version")?, version());
        if found > known {
            return Err(HistoryError::Newer { path: self.path.clone(), found, known });
        }
        Ok(found)
    }
}

/// The schema's version.
fn version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Whether there is a table of a name.
pub(super) fn has(connection: &Connection, table: &str) -> Result<bool> {
    let query = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    connection.query_row(query, [table], |row| row.get::<_, i64>(0)).map(|count| count > 0)
}

/// A connection to a file that is there.
fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    match configure(&connection) {
        // A medium that cannot be written cannot hold the log's index either; nobody else writes
        // there, so the file is read as it stands.
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ) =>
        {
            let absolute = path.canonicalize().unwrap_or_else(|_| path.into());
            let name = absolute.to_string_lossy().replace('%', "%25");
            let name = name.replace('?', "%3f").replace('#', "%23");
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
                | OpenFlags::SQLITE_OPEN_URI
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(format!("file://{name}?immutable=1"), flags)
        }
        Err(error) => Err(error),
        Ok(()) => Ok(connection),
    }
}

fn configure(connection: &Connection) -> Result<()> {
    connection.busy_timeout(Duration::from_secs(PATIENCE))?;
    connection.set_prepared_statement_cache_capacity(64);
    // What lies in the file is data, whoever wrote it there.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // A run that ended stays, also when the power fails.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    // A large first run stays in memory until it is whole.
    connection.pragma_update(None, "cache_size", -64_000)?;
    // Reads the header: another kind of file is known here.
    connection.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0)).map(|_| ())
}

/// Makes a store beside its place and links it there, so that the place never holds half of one.
/// Where another process was first, its store stands.
fn create(path: &Path) -> std::result::Result<(), HistoryError> {
    // A name that somebody reserved, as `mktemp` does, or a store that was never finished.
    if path.exists() {
        return make(path).map_err(|error| HistoryError::of(path, error));
    }
    // Process ids alone may meet on a volume that several machines share.
    let random = RandomState::new().build_hasher().finish();
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".new-{}-{random:016x}", std::process::id()));
    let draft = PathBuf::from(name);
    let made = make(&draft).map_err(|error| HistoryError::of(path, error));
    let placed = made.and_then(|()| match fs::hard_link(&draft, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // A file system without hard links.
        Err(_) => make(path).map_err(|error| HistoryError::of(path, error)),
    });
    let _ = fs::remove_file(&draft);
    placed
}

/// Whether a file is a database without anything in it: a store that was never finished.
fn is_blank(path: &Path) -> Result<bool> {
    let connection = connect(path)?;
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let query = "SELECT count(*) FROM sqlite_schema";
    let tables: i64 = connection.query_row(query, [], |row| row.get(0))?;
    Ok(id == 0 && tables == 0)
}

fn make(path: &Path) -> Result<()> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(PATIENCE))?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    let started = Instant::now();
    // SQLite does not wait for this lock by itself.
    while let Err(error) = connection
        .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))
    {
        if started.elapsed() > Duration::from_secs(PATIENCE) {
            return Err(error);
        }
        std::thread::yield_now();
    }
    migrate(&mut connection, MIGRATIONS.len())?;
    connection.close().map_err(|(_, error)| error)
}

/// Brings a store's schema to a version, as an entry of the ledger.
pub(super) fn migrate(connection: &mut Connection, wanted: usize) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(found).unwrap_or(0);
    if done >= wanted {
        return Ok(());
    }
    for migration in MIGRATIONS.iter().take(wanted).skip(done) {
        transaction.execute_batch(migration.script)?;
    }
    let mut entry = Entry::new(&transaction);
    for migration in MIGRATIONS.iter().take(wanted).skip(done) {
        let digest = hex(&sha256(migration.script.as_bytes()));
        entry.add("migration", &[text(migration.name), text(&digest)])?;
    }
    entry.close("migration")?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", i64::try_from(wanted).unwrap_or(i64::MAX))?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_an_older_schema_is_brought_to_ours_and_stays_whole() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("history.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, 1).unwrap();
        assert!(!has(&connection, "admission").unwrap());
        drop(connection);
        // Two at once: one of them finds it done.
        let (one, other) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
        assert!(one.has("admission").unwrap());
        let verified = other.verify(None).unwrap();
        assert_eq!((verified.fault, verified.entries), (None, 2));
    }

    #[test]
    fn an_older_store_that_cannot_be_written_is_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("history.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, 1).unwrap();
        let store = Store { connection, path };
        assert_eq!(store.verify(None).unwrap().fault, None);
        assert!(store.admissions().unwrap().is_empty());
        assert!(store.admission_days().unwrap().is_empty());
    }
}
