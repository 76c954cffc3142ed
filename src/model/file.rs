//! What became of each file that discovery saw.

use super::Str;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOutcome {
    /// It was parsed; the format's name.
    Parsed(&'static str),
    /// It should have been read and was not, or only in part.
    Failed,
    /// It was left out, and why: `not a configuration format`, `larger than 64 MiB` …
    Excluded(String),
}

/// A file that discovery saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// Path as reported.
    pub path: Str,
    /// What became of it.
    pub outcome: FileOutcome,
}
