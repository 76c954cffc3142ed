//! What a run looked at, and so what its silence means.
//!
//! In: a run's roots, rules and file outcomes. Out: whether a finding that the run does not report
//! is fixed, or was merely not looked for: its file lies elsewhere, failed to parse or is left out
//! by a setting, its rule was not chosen, or the policy failed.

use std::collections::HashSet;

use crate::model::FileOutcome;

/// Whether one of these roots is, or is above, a path.
pub(super) fn covers<'a>(roots: impl IntoIterator<Item = &'a str>, path: &str) -> bool {
    roots.into_iter().any(|root| {
        root == "."
            || path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// What a run looked at.
pub(super) struct Scope<'a> {
    roots: Vec<&'a str>,
    rules: HashSet<&'a str>,
    unread: HashSet<&'a str>,
    unread_directories: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    /// The scope of a run.
    pub fn new(run: &'a crate::finding::Run, roots: &'a [String]) -> Self {
        let mut scope = Self {
            roots: roots.iter().map(String::as_str).collect(),
            rules: run.rules.iter().map(|rule| &*rule.id).collect(),
            unread: HashSet::new(),
            unread_directories: Vec::new(),
        };
        for file in &run.files {
            let unread = match &file.outcome {
                FileOutcome::Parsed(_) => false,
                FileOutcome::Failed => true,
                // A file that became empty has lost its findings; one that a setting leaves out
                // has only lost its reader.
                FileOutcome::Excluded(why) => {
                    why.contains("`exclude`") || why.starts_with("larger than")
                }
            };
            if unread && file.path.ends_with('/') {
                scope.unread_directories.push(&file.path);
            } else if unread {
                scope.unread.insert(&file.path);
            }
        }
        scope
    }

    /// Whether a path lies below the roots.
    pub fn covers(&self, path: &str) -> bool {
        covers(self.roots.iter().copied(), path)
    }

    /// Whether the run would have reported a finding of a rule in a file.
    pub fn would_report(&self, rule: &str, path: &str) -> bool {
        self.covers(path)
            && self.rules.contains(rule)
            && !self.unread.contains(path)
            && !self.unread_directories.iter().any(|directory| path.starts_with(directory))
    }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn roots_cover_what_is_below_them() {
        assert!(covers(["."], "a/b"));
        assert!(covers(["x", "a"], "a/b"));
        assert!(covers(["a/b"], "a/b"));
        assert!(!covers(["a"], "ab/c"));
        assert!(!covers([], "a"));
    }
}
