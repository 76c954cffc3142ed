//! What a run looked at, and so what its silence means.
//!
//! In: roots, rules, and what became of files. Out: whether a finding that a run does not report is
//! fixed, or was merely not looked for: its file lies elsewhere, failed to parse or is left out by a
//! setting, or its rule was not chosen.

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
