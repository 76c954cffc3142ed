//! The reader of the native syntax: a place in a text, and what every part of the grammar needs.
//!
//! In: a [`Fragment`]. Out, through the files beside this one: expressions, templates and bodies,
//! or a [`Fault`] with its place. Reading never goes deeper than [`MAX_DEPTH`] and never builds a
//! tree that is deeper, so neither reading, walking nor dropping it can overflow a stack.

use std::borrow::Cow;

use super::depth::MAX_DEPTH;
use crate::model::{Diagnostic, Loss, Span};
use crate::parse::Fragment;

/// Faults and remarks on one file that are reported.
pub(super) const MAX_REPORTED: usize = 20;

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// One sentence.
    pub message: Cow<'static, str>,
    /// Whether no recovery mends it: the text nests too deeply, or nothing in it is right.
    pub fatal: bool,
}

/// A part of the grammar, or the first fault in it.
pub(super) type Read<T> = Result<T, Fault>;

/// A place in a text.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// The text.
    pub fragment: Fragment<'a>,
    /// Offset of the next byte in the text.
    pub at: usize,
    /// Whether a line end ends an expression here: not so within brackets.
    pub lines: bool,
    /// Whether to read on after a fault.
    pub tolerant: bool,
    /// The span of everything, where offsets in the text are not offsets in the file.
    pub fixed: Option<Span>,
    /// What was found wrong so far without ending the reading.
    pub diagnostics: Vec<Diagnostic>,
    /// Faults that were recovered from.
    pub faults: usize,
    /// Searches that went through the rest of the text in vain.
    pub lost_searches: usize,
    /// Where blocks were last found to have been left open.
    pub left_at: Option<usize>,
    /// How deep it may recurse, and whether it had to.
    pub limit: usize,
    /// Whether the text goes deeper than that.
    pub short_of_room: bool,
    /// Bytes of broken expressions that were read a second time.
    pub salvaged: usize,
    /// Whether a comment was found that nothing closes.
    pub comment_open: bool,
    depth: usize,
    height: usize,
}

/// Levels that are read on any stack. Hardly a file has more; one that has is read again with
/// [`MAX_DEPTH`] on a stack that holds them.
const USUAL_DEPTH: usize = 64;

impl<'a> Reader<'a> {
    /// At the start of a text, past its byte-order mark.
    pub(super) fn new(fragment: Fragment<'a>) -> Self {
        let at = if fragment.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self {
            fragment,
            at,
            lines: false,
            tolerant: false,
            fixed: None,
            diagnostics: Vec::new(),
            faults: 0,
            lost_searches: 0,
            left_at: None,
            limit: USUAL_DEPTH,
            short_of_room: false,
            salvaged: 0,
            comment_open: false,
            depth: 0,
            height: 0,
        }
    }

    /// The same text from its start, with the same limit.
    pub(super) fn again(&self) -> Self {
        Self { limit: self.limit, fixed: self.fixed, ..Self::new(self.fragment) }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.fragment.text
    }

    /// A part of the text.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.fragment.text.get(start..end).unwrap_or("")
    }

    /// What is not read yet, as bytes.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.fragment.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte; zero at the end, which begins nothing in this language.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.fragment.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Whether everything is read.
    pub(super) fn at_end(&self) -> bool {
        self.at >= self.fragment.text.len()
    }

    /// Whether the text goes on with this.
    pub(super) fn sees(&self, what: &str) -> bool {
        self.rest().starts_with(what.as_bytes())
    }

    /// Takes one byte if it is this one.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte && !self.at_end();
        self.at += usize::from(found);
        found
    }

    /// A span from a start up to here.
    pub(super) fn span_from(&self, start: usize) -> Span {
        self.span(start, self.at)
    }

    /// A span.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.fixed.unwrap_or_else(|| self.fragment.span(start, end))
    }

    /// A fault over a range.
    pub(super) fn fault<T>(
        &self,
        start: usize,
        end: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> Read<T> {
        Err(Fault { start, end, message: message.into(), fatal: false })
    }

    /// A fault that says what should stand here, and what does.
    pub(super) fn expected<T>(&self, what: &str) -> Read<T> {
        let (found, length) = self.found();
        self.fault(self.at, self.at + length, format!("expected {what}, found {found}"))
    }

    /// What stands here, in words, and its length.
    fn found(&self) -> (String, usize) {
        let rest = self.text().get(self.at..).unwrap_or("");
        let name = self.name_length();
        let length = if name > 0 { name } else { rest.chars().next().map_or(0, char::len_utf8) };
        match rest.get(..length).unwrap_or("") {
            "" => ("the end of the text".into(), 0),
            "\n" | "\r" => ("the end of the line".into(), 0),
            text if text.chars().any(char::is_control) => ("a control character".into(), length),
            text if text.len() > 40 => ("a long name".into(), length),
            text => (format!("`{text}`"), length),
        }
    }

    /// Reads one level further down, with line ends counting or not.
    pub(super) fn nested<T>(
        &mut self,
        lines: bool,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<T> {
        if self.depth >= self.limit {
            self.short_of_room = true;
            return Err(self.deep_fault(self.limit));
        }
        self.depth += 1;
        let height = std::mem::replace(&mut self.height, 0);
        let lines = std::mem::replace(&mut self.lines, lines);
        let result = read(self);
        self.lines = lines;
        self.depth -= 1;
        let own = self.height + 1;
        self.height = height.max(own);
        if result.is_ok() && own > MAX_DEPTH { Err(self.deep_fault(MAX_DEPTH)) } else { result }
    }

    /// Reads one operand and gives how high its tree is, apart from that of its neighbours.
    pub(super) fn measured<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<(T, usize)> {
        let height = std::mem::replace(&mut self.height, 0);
        let result = read(self);
        let own = std::mem::replace(&mut self.height, height);
        result.map(|value| (value, own))
    }

    /// Notes the height of a tree that [`measured`](Self::measured) parts were joined to.
    pub(super) fn reached(&mut self, height: usize) -> Read<()> {
        self.height = self.height.max(height);
        if height > MAX_DEPTH { Err(self.deep_fault(MAX_DEPTH)) } else { Ok(()) }
    }

    /// Notes that the tree under construction got one level higher.
    pub(super) fn grow(&mut self) -> Read<()> {
        self.height += 1;
        if self.height > MAX_DEPTH { Err(self.deep_fault(MAX_DEPTH)) } else { Ok(()) }
    }

    fn deep_fault(&self, limit: usize) -> Fault {
        let line = self.line(self.at);
        let message = format!("nested deeper than {limit} levels on line {line}");
        Fault { start: self.at, end: self.at + 1, message: message.into(), fatal: true }
    }

    /// The line of an offset, counted in the text that is read.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text().as_bytes().get(..at).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// Reports something that does not end the reading; remarks only while they are few.
    pub(super) fn report(&mut self, start: usize, end: usize, message: String, loss: Loss) {
        if loss == Loss::Nothing && self.diagnostics.len() >= MAX_REPORTED {
            return;
        }
        let span = self.span(start, end.min(self.text().len()).max(start));
        self.diagnostics.push(Diagnostic::at(self.fragment.path.clone(), span, message, loss));
    }
}
