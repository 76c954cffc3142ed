//! What a run looked at, and so what its silence means.
//!
//! In: roots, rules, and what became of files. Out: whether a finding that a run does not report is
//! fixed, or was merely not looked for: its file lies elsewhere, failed to parse or is left out by a
//! setting, or its rule was not chosen.

use std::collections::BTreeSet;

use crate::finding::{Run, Verdict};
use crate::model::FileOutcome;

/// What a run looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Rules that it judged by.
    pub rules: BTreeSet<String>,
    /// Roots; `.` is everything.
    pub roots: Vec<String>,
    /// Files, and directories with a `/` at their end, that it could not or should not read.
    unread: BTreeSet<String>,
    /// Rules that failed, by the file where they did.
    failed: BTreeSet<(String, String)>,
}

impl Looked {
    /// What a recorded run looked at. Findings that it left as they were are among its own.
    pub(super) fn recorded(rules: BTreeSet<String>, roots: Vec<String>) -> Self {
        Self { rules, roots, ..Self::default() }
    }

    /// What a run that is in memory looked at.
    pub fn of(run: &Run, roots: Vec<String>) -> Self {
        let unread = run.files.iter().filter(|file| match &file.outcome {
            FileOutcome::Parsed(_) => false,
            FileOutcome::Failed => is_unread("failed", ""),
            FileOutcome::Excluded(why) => is_unread("excluded", why),
        });
        let rule = |index: usize| run.rules.get(index).map_or("", |rule| &*rule.id).to_owned();
        let failed = run.results.iter().filter(|result| result.verdict == Verdict::Error);
        let place = |result: &crate::finding::RuleResult| {
            (run.sources.path(result.span.file).to_owned(), rule(result.rule))
        };
        Self {
            rules: run.rules.iter().map(|rule| rule.id.to_string()).collect(),
            roots,
            unread: unread.map(|file| file.path.to_string()).collect(),
            failed: failed.map(place).collect(),
        }
    }

    /// Whether its roots and rules take in a rule's findings in a file.
    pub fn covers(&self, rule: &str, file: &str) -> bool {
        self.rules.contains(rule) && covers(&self.roots, file)
    }

    /// Whether it would have reported a rule's finding in a file, so that its silence means that
    /// there is none.
    pub fn looks_at(&self, rule: &str, file: &str) -> bool {
        let above = |path: &str| {
            path.match_indices('/').any(|(at, _)| {
                path.get(..=at).is_some_and(|directory| self.unread.contains(directory))
            })
        };
        self.covers(rule, file)
            && !self.unread.contains(file)
            && !above(file)
            && !self.failed.contains(&(file.to_owned(), rule.to_owned()))
    }
}

/// Whether one of these roots is, or is above, a path.
pub(super) fn covers(roots: &[String], path: &str) -> bool {
    roots.iter().any(|root| {
        root == "."
            || path
                .strip_prefix(&**root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Whether the findings of a file in this state went unread. A file that became empty has lost its
/// findings; one that a setting leaves out has only lost its reader.
pub(super) fn is_unread(outcome: &str, detail: &str) -> bool {
    match outcome {
        "failed" => true,
        "excluded" => detail.contains("`exclude`") || detail.starts_with("larger than"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_cover_what_is_below_them() {
        let covers = |roots: &[&str], path: &str| {
            super::covers(&roots.iter().map(|root| (*root).to_owned()).collect::<Vec<_>>(), path)
        };
        assert!(covers(&["."], "a/b"));
        assert!(covers(&["x", "a"], "a/b"));
        assert!(covers(&["a/b"], "a/b"));
        assert!(!covers(&["a"], "ab/c"));
        assert!(!covers(&[], "a"));
    }

    #[test]
    fn unread_files_keep_their_findings() {
        assert!(is_unread("failed", ""));
        assert!(is_unread("excluded", "left out by an `exclude` pattern"));
        assert!(!is_unread("excluded", "empty"));
        assert!(!is_unread("gone", ""));
    }
}
