//! Copies of a store: made while others record, checked before they count, and brought back without
//! losing what stands in their place.
//!
//! In: a store, or a copy of one, and a place. Out: a whole file there. A file that is there already
//! is never written over: `restore` moves it aside where that is allowed.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{Fault, HistoryError, Store, Verified};

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A file or a store that cannot be read or written.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// A copy of what is not whole is worth nothing.
    #[error("{}: is not whole ({fault}); nothing was written", path.display())]
    NotWhole {
        /// The store that was to be copied.
        path: PathBuf,
        /// The first fault.
        fault: Fault,
    },
    /// Something is there already.
    #[error("{}: is there already{}", path.display(), loss.as_deref().unwrap_or(""))]
    Taken {
        /// The place.
        path: PathBuf,
        /// What it holds that the copy does not.
        loss: Option<String>,
    },
}

/// What a restoring did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the store now holds.
    pub verified: Verified,
    /// Where the file that was in its place is now.
    pub aside: Option<PathBuf>,
}

/// Names of the files that SQLite keeps beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

impl Store {
    /// Writes a whole copy of this moment to a new file, while others may go on recording. The copy
    /// is verified before it gets its name.
    ///
    /// # Errors
    /// A file that is there already or cannot be written, or a store that is not whole.
    pub fn backup(&self, to: &Path) -> Result<Verified, CopyError> {
        if to.exists() {
            return Err(CopyError::Taken { path: to.into(), loss: None });
        }
        let draft = beside(to, &format!(".part-{}", std::process::id()));
        let copied = self.copy_to(&draft).and_then(|verified| {
            place(&draft, to)?;
            Ok(verified)
        });
        remove(&draft);
        copied
    }

    /// A copy at a place of its own, verified.
    fn copy_to(&self, draft: &Path) -> Result<Verified, CopyError> {
        self.connection
            .execute("VACUUM INTO ?1", [draft.to_string_lossy()])
            .map_err(|error| self.fault(error))?;
        // As every store: many processes may use it.
        let connection = Connection::open(draft).map_err(|error| HistoryError::of(draft, error))?;
        connection
            .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            .map_err(|error| HistoryError::of(draft, error))?;
        connection.close().map_err(|(_, error)| HistoryError::of(draft, error))?;
        let verified = Self::open(draft)?.verify(None)?;
        match &verified.fault {
            None => Ok(verified),
            Some(fault) => {
                Err(CopyError::NotWhole { path: self.path.clone(), fault: fault.clone() })
            }
        }
    }
}

/// Puts a copy in the place of a store. What is there already is kept, under another name, and only
/// where `force` allows it.
///
/// # Errors
/// A copy that cannot be read or is not whole, or a place that is taken or cannot be written.
pub fn restore(copy: &Path, to: &Path, force: bool) -> Result<Restored, CopyError> {
    let store = Store::open(copy)?;
    let verified = store.verify(None)?;
    if let Some(fault) = verified.fault {
        return Err(CopyError::NotWhole { path: copy.into(), fault });
    }
    let taken = to.exists();
    if taken && !force {
        return Err(CopyError::Taken { path: to.into(), loss: Some(loss(&store, to)) });
    }
    if let Some(parent) = to.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(|error| HistoryError::file(parent, error))?;
    }
    let draft = beside(to, &format!(".part-{}", std::process::id()));
    let restored = store.copy_to(&draft).and_then(|verified| {
        let aside = if taken { Some(move_aside(to)?) } else { None };
        place(&draft, to)?;
        Ok(Restored { verified, aside })
    });
    remove(&draft);
    restored
}

/// What a store holds that its copy does not, in words.
fn loss(copy: &Store, path: &Path) -> String {
    let known = Store::open(path).and_then(|store| store.verify(None));
    let advice = "; --force moves it aside and puts the copy in its place";
    match known {
        Err(error) => format!(", and cannot be read ({error}){advice}"),
        Ok(Verified { fault: Some(fault), .. }) => format!(", and is not whole ({fault}){advice}"),
        Ok(own) => {
            let contained = copy.verify(Some(&own.head)).is_ok_and(|own| own.anchor.is_some());
            let what = if contained {
                "all of it in the copy too"
            } else {
                "which the copy does not go on from: runs recorded since would be missing"
            };
            format!(": {} runs, {what}{advice}", own.runs)
        }
    }
}

/// Moves a store and what SQLite keeps beside it to names that are free.
fn move_aside(path: &Path) -> Result<PathBuf, HistoryError> {
    // Everything into the one file, where that is still possible.
    if let Ok(store) = Store::open(path) {
        let _ = store.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    let aside = (1..)
        .map(|number| beside(path, &format!(".replaced-{number}")))
        .find(|name| !name.exists())
        .unwrap_or_else(|| beside(path, ".replaced"));
    // The log first: beside another database it would be taken for that one's.
    for end in BESIDE {
        let (from, to) = (beside(path, end), beside(&aside, end));
        match fs::rename(&from, to) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(HistoryError::file(&from, error));
            }
            _ => {}
        }
    }
    fs::rename(path, &aside).map_err(|error| HistoryError::file(path, error))?;
    Ok(aside)
}

/// Gives a file its name, where nothing has it.
fn place(draft: &Path, to: &Path) -> Result<(), CopyError> {
    match fs::hard_link(draft, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(CopyError::Taken { path: to.into(), loss: None })
        }
        // A file system without hard links.
        Err(_) => fs::rename(draft, to).map_err(|error| HistoryError::file(to, error).into()),
    }
}

fn remove(draft: &Path) {
    let _ = fs::remove_file(draft);
    for end in BESIDE {
        let _ = fs::remove_file(beside(draft, end));
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}
