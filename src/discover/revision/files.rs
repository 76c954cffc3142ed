//! Single files of a revision, by path.
//!
//! In: a commit. Out: the bytes of a regular file, the names below a directory. Links are not
//! followed: what one leads to has another path.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use git2::{ObjectType, Oid};

use super::{Commit, Repository, RevisionError};
use crate::model::Str;

/// The files of a commit, below what is scanned.
pub struct RevisionFiles {
    git: Mutex<git2::Repository>,
    tree: Oid,
    roots: Vec<Str>,
}

impl Repository {
    /// The files of a commit.
    ///
    /// # Errors
    /// The commit's objects cannot be read.
    pub fn files(&self, commit: &Commit) -> Result<RevisionFiles, RevisionError> {
        let unreadable = |error: git2::Error| RevisionError::Unreadable(error.message().to_owned());
        let git = git2::Repository::open(self.git.path()).map_err(unreadable)?;
        let tree = git.find_commit(commit.oid).map(|commit| commit.tree_id());
        let tree = tree.map_err(unreadable)?;
        Ok(RevisionFiles { git: Mutex::new(git), tree, roots: self.roots.clone() })
    }
}

impl RevisionFiles {
    /// The bytes of a file that is not larger than a limit.
    pub(in crate::discover) fn bytes(&self, path: &str, limit: u64) -> Option<Vec<u8>> {
        if !self.is_scanned(path) {
            return None;
        }
        let git = self.git.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = git.find_tree(self.tree).ok()?.get_path(Path::new(path)).ok()?;
        if entry.filemode() == super::listing::LINK {
            return None;
        }
        let (size, kind) = git.odb().ok()?.read_header(entry.id()).ok()?;
        if kind != ObjectType::Blob || size as u64 > limit {
            return None;
        }
        Some(git.find_blob(entry.id()).ok()?.content().to_vec())
    }

    /// The files below a directory, as paths from it.
    pub(in crate::discover) fn below(&self, directory: &str, limit: usize) -> Option<Vec<String>> {
        if !self.is_scanned(directory) {
            return None;
        }
        let git = self.git.lock().unwrap_or_else(PoisonError::into_inner);
        let top = git.find_tree(self.tree).ok()?;
        let top = match directory {
            "" => top.id(),
            path => top.get_path(Path::new(path)).ok()?.id(),
        };
        let mut names = Vec::new();
        let mut pending = vec![(top, String::new())];
        while let Some((tree, prefix)) = pending.pop() {
            for entry in &git.find_tree(tree).ok()? {
                let path = format!("{prefix}{}", entry.name().ok()?);
                match entry.kind() {
                    Some(ObjectType::Tree) => pending.push((entry.id(), format!("{path}/"))),
                    Some(ObjectType::Blob) if entry.filemode() != super::listing::LINK => {
                        names.push(path);
                    }
                    _ => {}
                }
                if names.len() > limit || pending.len() > limit {
                    return None;
                }
            }
        }
        Some(names)
    }

    fn is_scanned(&self, path: &str) -> bool {
        self.roots.iter().any(|root| {
            root.is_empty()
                || path == &**root
                || path.strip_prefix(&**root).is_some_and(|rest| rest.starts_with('/'))
        })
    }
}
