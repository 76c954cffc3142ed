//! Ignore files of a revision: `.gitignore` and `.provostignore`, as they stand in it.
//!
//! In: the ignore files of the directories above a path. Out: whether the path is left out, by the
//! rules that a walk over a checkout follows: ours win over git's, a nearer file over a farther.

use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::discover::walk::IGNORE_FILE;

/// The ignore file of git's own.
pub(super) const GIT_IGNORE: &str = ".gitignore";

/// Whose rules an ignore file holds, the binding ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Ours,
    Git,
}

impl Owner {
    /// Whose file a name is.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            IGNORE_FILE => Some(Self::Ours),
            GIT_IGNORE => Some(Self::Git),
            _ => None,
        }
    }
}

/// The rules that hold in one directory: its own, and those of the directories above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Ignores {
    /// The farthest first.
    rules: Vec<(Owner, Gitignore)>,
}

impl Ignores {
    /// Adds the rules of an ignore file of a directory.
    pub fn push(&mut self, owner: Owner, directory: &Path, text: &str) {
        let mut builder = GitignoreBuilder::new(directory);
        for line in text.trim_start_matches('\u{feff}').lines() {
            // A line that is no pattern leaves out nothing, as in git.
            let _ = builder.add_line(None, line);
        }
        if let Ok(rules) = builder.build()
            && !rules.is_empty()
        {
            self.rules.push((owner, rules));
        }
    }

    /// Whether a path is left out.
    pub fn leave_out(&self, path: &Path, directory: bool) -> bool {
        for owner in [Owner::Ours, Owner::Git] {
            let own = self.rules.iter().rev().filter(|(other, _)| *other == owner);
            for (_, rules) in own {
                match rules.matched(path, directory) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None => {}
                }
            }
        }
        false
    }
}
