//! Files that configuration names: the document that `file("policy.json")` reads, a template.
//!
//! In: a path as reported. Out: the bytes of a regular file below a root, in the work tree or in a
//! revision, or the names below a directory. Each file is read at most once, when it is asked for.
//! Never here: a file outside of the roots, a special file, version control's own.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Discovery;
use super::base::{Root, resolve_roots, shown};
use super::revision::RevisionFiles;
use super::walk::skipped;
use crate::config::Config;

/// Largest file that is read.
const MAX_SIZE: u64 = 8 << 20;
/// Files below one directory; a larger one is not listed.
const MAX_FILES: usize = 20_000;
/// Directories within each other.
const MAX_DEPTH: usize = 32;

/// Bytes of a file, or that there is none that may be read.
type Content = Option<Arc<[u8]>>;

/// The files beside the configuration of a run.
pub struct Beside {
    place: Place,
    read: Mutex<BTreeMap<String, Content>>,
    listed: Mutex<BTreeMap<String, Option<Arc<Vec<String>>>>>,
}

enum Place {
    WorkTree(Vec<Root>),
    Revision(RevisionFiles),
}

impl std::fmt::Debug for Beside {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Beside").finish_non_exhaustive()
    }
}

impl Beside {
    /// Those of the work tree.
    pub fn of_work_tree(config: &Config) -> Self {
        Self::new(Place::WorkTree(resolve_roots(config, &mut Discovery::default())))
    }

    /// Those of a revision.
    pub fn of_revision(files: RevisionFiles) -> Self {
        Self::new(Place::Revision(files))
    }

    fn new(place: Place) -> Self {
        Self { place, read: Mutex::default(), listed: Mutex::default() }
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Content {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(path) {
            return known.clone();
        }
        let content = match &self.place {
            _ if !is_plain(path) => None,
            Place::WorkTree(roots) => roots.iter().find_map(|root| read_below(root, path)),
            Place::Revision(files) => files.bytes(path, MAX_SIZE),
        };
        let content = content.map(Arc::from);
        read.insert(path.to_owned(), content.clone());
        content
    }

    /// The text of a file, as Terraform reads it: UTF-8 as it stands.
    pub fn text(&self, path: &str) -> Option<String> {
        let bytes = self.bytes(path)?;
        std::str::from_utf8(&bytes).ok().map(str::to_owned)
    }

    /// The regular files below a directory, as paths from it, sorted. `None` where the directory is
    /// not there, may not be read, or holds too much.
    pub fn files_below(&self, directory: &str) -> Option<Arc<Vec<String>>> {
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = listed.get(directory) {
            return known.clone();
        }
        let found = match &self.place {
            _ if !is_plain(directory) => None,
            Place::WorkTree(roots) => roots.iter().find_map(|root| list_below(root, directory)),
            Place::Revision(files) => files.below(directory, MAX_FILES),
        };
        let found = found.map(|mut names| {
            names.sort();
            Arc::new(names)
        });
        listed.insert(directory.to_owned(), found.clone());
        found
    }

    /// Whether all that was asked of this is the same in another state of the repository.
    pub fn is_same_in(&self, other: &Self) -> bool {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().all(|(path, content)| other.bytes(path) == *content)
            && listed.iter().all(|(path, names)| other.files_below(path) == *names)
    }
}

/// Whether a path stays below where it starts, and away from version control.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| part != ".." && skipped(part) != Some(None))
}

/// The real path of something below a root.
fn real_below(root: &Root, path: &str) -> Option<PathBuf> {
    let real = root.base.join(path).canonicalize().ok()?;
    real.starts_with(&root.real).then_some(real)
}

fn read_below(root: &Root, path: &str) -> Option<Vec<u8>> {
    let real = real_below(root, path)?;
    let metadata = real.metadata().ok()?;
    if !metadata.is_file() || metadata.len() > MAX_SIZE {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(&real).ok()?.take(MAX_SIZE + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MAX_SIZE).then_some(bytes)
}

fn list_below(root: &Root, directory: &str) -> Option<Vec<String>> {
    let top = real_below(root, directory).filter(|real| real.is_dir())?;
    let mut names = Vec::new();
    let mut pending = vec![(top.clone(), 0)];
    while let Some((directory, depth)) = pending.pop() {
        for entry in directory.read_dir().ok()? {
            let entry = entry.ok()?;
            let path = entry.path();
            let kind = entry.file_type().ok()?;
            if kind.is_dir() {
                let name = entry.file_name();
                if skipped(&name.to_string_lossy()) == Some(None) {
                    continue;
                }
                if depth >= MAX_DEPTH {
                    return None;
                }
                pending.push((path, depth + 1));
            } else if kind.is_file() || leads_to_file(root, &path) {
                names.push(shown(path.strip_prefix(&top).ok()?).to_string());
            }
            if names.len() > MAX_FILES || pending.len() > MAX_FILES {
                return None;
            }
        }
    }
    Some(names)
}

fn leads_to_file(root: &Root, path: &Path) -> bool {
    path.canonicalize().is_ok_and(|real| real.starts_with(&root.real) && real.is_file())
}
