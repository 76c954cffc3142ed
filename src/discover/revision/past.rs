//! Commits of the past: when each was made, which lie on the way from one to another, and whether
//! files are as one of them holds them.
//!
//! In: a repository and names of revisions. Out: commits, oldest first, along first parents: what
//! the branch itself held at each moment, however other branches came into it.

use std::path::Path;

use git2::{ObjectType, Oid, Tree};

use super::{Commit, Repository, RevisionError};
use crate::discover::text::decode;
use crate::model::Source;

/// Commits of a way; a longer one is cut by `--every` or a later `from`.
const LONGEST: usize = 1_000_000;

impl Repository {
    /// When a commit was made by its committer, in seconds since 1970.
    ///
    /// # Errors
    /// The commit cannot be read.
    pub fn time(&self, commit: &Commit) -> Result<i64, RevisionError> {
        let found = self.git.find_commit(commit.oid);
        found.map(|found| found.time().seconds()).map_err(|error| unreadable(&error))
    }

    /// Commits from one to another along first parents, both included, oldest first. Without a
    /// `from` they start where the history, or a shallow clone, does.
    ///
    /// # Errors
    /// `from` is not on that way, or a commit cannot be read.
    pub fn first_parents(
        &self,
        from: Option<&Commit>,
        to: &Commit,
    ) -> Result<Vec<Commit>, RevisionError> {
        let mut way = Vec::new();
        let mut at: Option<Oid> = Some(to.oid);
        while let Some(oid) = at.filter(|_| way.len() < LONGEST) {
            way.push(Commit::of(oid));
            if from.is_some_and(|from| from.oid == oid) {
                way.reverse();
                return Ok(way);
            }
            let commit = self.git.find_commit(oid).map_err(|error| unreadable(&error))?;
            // A shallow clone names parents that it does not hold.
            at = commit.parent_id(0).ok().filter(|parent| self.git.find_commit(*parent).is_ok());
        }
        if let Some(from) = from {
            return Err(RevisionError::NotOnTheWay { from: from.id.clone(), to: to.id.clone() });
        }
        way.reverse();
        Ok(way)
    }
}

impl Repository {
    /// How many of these files are not as a commit holds them, or not in it at all.
    ///
    /// # Errors
    /// The commit cannot be read.
    pub fn modified<'a>(
        &self,
        commit: &Commit,
        files: impl Iterator<Item = &'a Source>,
    ) -> Result<usize, RevisionError> {
        let found = self.git.find_commit(commit.oid).and_then(|commit| commit.tree());
        let tree = found.map_err(|error| unreadable(&error))?;
        Ok(files.filter(|file| !self.holds(&tree, file)).count())
    }

    fn holds(&self, tree: &Tree<'_>, file: &Source) -> bool {
        let Ok(entry) = tree.get_path(Path::new(&*file.path)) else { return false };
        let hash = Oid::hash_object(ObjectType::Blob, file.text.as_bytes());
        if hash.is_ok_and(|hash| hash == entry.id()) {
            return true;
        }
        // The text is without a byte-order mark, and may have been written in another encoding.
        let blob = self.git.find_blob(entry.id());
        let text = blob.ok().and_then(|blob| decode(blob.content().to_vec()).ok());
        text.is_some_and(|text| {
            *text == *file.text || text.replace("\r\n", "\n") == file.text.replace("\r\n", "\n")
        })
    }
}

fn unreadable(error: &git2::Error) -> RevisionError {
    RevisionError::Unreadable(error.message().to_owned())
}
