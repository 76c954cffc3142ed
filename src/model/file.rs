//! What became of each file that discovery saw, and of the fenced blocks in it.

use std::borrow::Cow;

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
    /// The fenced blocks in it, where it is a document that may hold some.
    pub blocks: Vec<BlockRecord>,
}

/// A fenced block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRecord {
    /// 1-based line of the first line of its contents.
    pub line: u32,
    /// Why it was not loaded; nothing where it was.
    pub left_out: Option<LeftOut>,
}

/// Why a block was not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The reason, to be read after the block's place: `a Grafana dashboard`.
    pub reason: Cow<'static, str>,
    /// Whether it claims to be configuration: a script or a diagram does not.
    pub configuration: bool,
}

impl FileRecord {
    /// A file without blocks.
    pub fn new(path: impl Into<Str>, outcome: FileOutcome) -> Self {
        Self { path: path.into(), outcome, blocks: Vec::new() }
    }
}
