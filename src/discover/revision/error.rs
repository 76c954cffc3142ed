//! Why a revision cannot be scanned: each is the caller's to mend.

use std::path::{Path, PathBuf};

use git2::ErrorCode;

use crate::model::Str;

/// Why a revision cannot be scanned.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// There is no repository.
    #[error("{}: not in a git repository, which --rev and --diff need", .0.display())]
    NoRepository(PathBuf),
    /// It belongs to somebody else, and git refuses it.
    #[error(
        "{0}: the repository belongs to another user; if you trust it, run \
         `git config --global --add safe.directory {0}`", path.display()
    )]
    Owner {
        /// The repository.
        path: PathBuf,
    },
    /// A root lies outside of the repository that the others lie in.
    #[error(
        "{}: not in the repository {}; --rev and --diff read one repository at a time",
        path.display(), repository.display()
    )]
    Elsewhere {
        /// The root.
        path: PathBuf,
        /// The repository.
        repository: PathBuf,
    },
    /// There is no such revision.
    #[error("no revision `{name}`: {}", hint.as_ref().map_or_else(|| why.clone(), |hint| format!("did you mean `{hint}`?")))]
    Unknown {
        /// As it was given.
        name: String,
        /// A revision of a similar name.
        hint: Option<String>,
        /// What git says.
        why: String,
    },
    /// The clone does not reach back far enough.
    #[error(
        "the clone is shallow, and {what}; fetch the whole history: `git fetch --unshallow`, or \
         with actions/checkout `fetch-depth: 0`"
    )]
    Shallow {
        /// What is missing.
        what: String,
    },
    /// Two commits without a common ancestor.
    #[error("{one} and {other} have no commit in common, so there is no change to look at")]
    Unrelated {
        /// One commit.
        one: Str,
        /// The other.
        other: Str,
    },
    /// A commit that does not lie before another along first parents.
    #[error(
        "{from} is not on the way to {to} along first parents; name a commit of the branch itself"
    )]
    NotOnTheWay {
        /// Where the way should begin.
        from: Str,
        /// Where it ends.
        to: Str,
    },
    /// Objects of the repository that cannot be read.
    #[error("the repository cannot be read: {0}")]
    Unreadable(String),
}

impl RevisionError {
    /// What an attempt to open a repository came to.
    pub(super) fn opening(path: &Path, error: &git2::Error) -> Self {
        match error.code() {
            ErrorCode::NotFound => Self::NoRepository(path.to_path_buf()),
            ErrorCode::Owner => Self::Owner { path: path.to_path_buf() },
            _ => Self::Unreadable(error.message().to_owned()),
        }
    }
}
