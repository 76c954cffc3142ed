//! Source files to resources.
//!
//! In: the [`SourceFile`](crate::discover::SourceFile)s of a run. Out: a [`Parsed`]: resources,
//! and a diagnostic for whatever could not be read. One bad file never ends a run. Never here:
//! judging, or reading a file that discovery did not hand over.

pub mod ci;
pub mod compose;
pub mod dependabot;
pub mod dockerfile;
pub mod json;
pub mod kubernetes;
pub mod load;
pub mod markdown;
mod names;
mod number;
pub mod prometheus;
pub mod terraform;
pub mod views;
pub mod yaml;

use crate::model::{Diagnostic, FileId, Resource, Span, Str};

/// A text to parse: a whole file, or a part of one (a fenced block in Markdown). Spans that a
/// parser gives are offsets in the whole file, so a part needs no translation afterwards.
#[derive(Debug, Clone, Copy)]
pub struct Fragment<'a> {
    /// The file, for spans.
    pub file: FileId,
    /// Its path as reported.
    pub path: &'a Str,
    /// The text of the part.
    pub text: &'a str,
    /// Byte offset of the part in the file.
    pub offset: usize,
}

impl<'a> Fragment<'a> {
    /// A whole file.
    pub fn whole(file: FileId, path: &'a Str, text: &'a str) -> Self {
        Self { file, path, text, offset: 0 }
    }

    /// A span from offsets within this part.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }
}

/// What parsing gave.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Resources, in source order.
    pub resources: Vec<Resource>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}
