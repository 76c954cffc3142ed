//! What went wrong with an input, as data: a bad input never is an `Err`.

use super::{FileId, Span, Str};

/// How much a diagnostic cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// Nothing was lost; worth knowing.
    Nothing,
    /// Part of the file was not read; the scan is incomplete.
    Part,
    /// The whole file was not read; the scan is incomplete.
    File,
}

/// A fault in an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The file; a path rather than an id, because it may never have become a source.
    pub path: Str,
    /// The place in it, when the file was read.
    pub span: Option<Span>,
    /// What is wrong: one sentence, lower case, no full stop.
    pub message: String,
    /// What the scan lost by it.
    pub loss: Loss,
    /// What exactly was left out, for the reader: `the document from line 12 on`.
    pub lost: String,
}

impl Diagnostic {
    /// A diagnostic at a place in a file that was read.
    pub fn at(path: Str, span: Span, message: impl Into<String>, loss: Loss) -> Self {
        Self { path, span: Some(span), message: message.into(), loss, lost: String::new() }
    }

    /// A diagnostic on a whole file.
    pub fn file(path: Str, message: impl Into<String>) -> Self {
        Self {
            path,
            span: None,
            message: message.into(),
            loss: Loss::File,
            lost: "the whole file".into(),
        }
    }

    /// Names what was left out.
    #[must_use]
    pub fn losing(mut self, lost: impl Into<String>) -> Self {
        self.lost = lost.into();
        self
    }

    /// The file, when the place is known.
    pub fn file_id(&self) -> Option<FileId> {
        self.span.map(|span| span.file)
    }
}
