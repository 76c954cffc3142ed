//! Why the history cannot be read or written.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::moment;

/// Why the history cannot be read or written. Each names the store.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no file.
    #[error("{}: no history is kept there; `provost scan --record` begins one", .0.display())]
    NoStore(PathBuf),
    /// There is a file, and it is something else.
    #[error("{}: is no history store of Provost's", .0.display())]
    NotAStore(PathBuf),
    /// A later version of Provost wrote it.
    #[error("{}: has schema {found}, and this version of Provost knows {known}; use a newer one", path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// Another process holds it.
    #[error("{}: is locked by another process; waited {} s", path.display(), waited)]
    Locked {
        /// The store.
        path: PathBuf,
        /// Seconds.
        waited: u64,
    },
    /// Its pages are damaged.
    #[error("{}: is damaged: {message}", path.display())]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What SQLite says.
        message: String,
    },
    /// The file system refuses.
    #[error("{}: {source}", path.display())]
    File {
        /// The store, or the directory that it should lie in.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite refuses for another reason.
    #[error("{}: {source}", path.display())]
    Database {
        /// The store.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// What the run held is gone.
    #[error(
        "what run {run} held was pruned at {} (approved by {approved_by}: {reason}); its counts are \
         in `provost history list`, and a backup from before holds the rest",
        moment::shown(*time)
    )]
    Pruned {
        /// The run.
        run: i64,
        /// When it was pruned.
        time: i64,
        /// Who allowed it.
        approved_by: String,
        /// Why.
        reason: String,
    },
    /// No run of that name.
    #[error("{0}")]
    NoRun(String),
    /// The run that was to be recorded lacks what a record needs.
    #[error("the run holds no verdict hash for each of its resources")]
    NoHashes,
}

/// Seconds that a process waits for its turn. Turns are short: a dozen writers pass in a second.
pub(super) const PATIENCE: u64 = 60;

impl HistoryError {
    /// Whether the caller can mend it, rather than us.
    pub fn is_callers(&self) -> bool {
        !matches!(self, Self::NoHashes)
    }

    /// What an error of SQLite means for a store.
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { path, waited: PATIENCE }
            }
            Some(ErrorCode::NotADatabase) => Self::NotAStore(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, message: error.to_string() },
            _ => Self::Database { path, source: error },
        }
    }

    /// An error of the file system.
    pub(super) fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File { path: path.to_path_buf(), source }
    }
}
