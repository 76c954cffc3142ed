//! Markdown to the configuration in its fenced code blocks.
//!
//! In: the text of a document. Out: its [`Block`]s, each with what it holds and its text at its
//! offset in the document, so that spans need no translation. Never here: parsing what a block
//! holds.

mod content;

use std::borrow::Cow;
use std::ops::Range;

use crate::discover::FileKind;
use crate::model::{FileId, LeftOut, Span, Str};

use super::Fragment;

/// What a block holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Configuration of this kind.
    Load(FileKind),
    /// Nothing to load, and why.
    LeftOut(LeftOut),
}

/// A fenced code block, or one of the parts of a fence that holds documents of several kinds.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// Which fence of the document it is part of, from 0.
    pub fence: usize,
    /// The fence's info string.
    pub info: &'a str,
    /// Path of the document as reported.
    pub path: Str,
    /// 1-based line of the first line of the contents.
    pub line: u32,
    /// The contents in the document.
    pub span: Span,
    /// What it holds.
    pub content: Content,
    /// The contents, as long as they are in the document. Prefixes of block quotes are replaced
    /// by spaces; indentation from lists stands as it is.
    pub text: Cow<'a, str>,
}

impl Block<'_> {
    /// The block as a parser takes it.
    pub fn fragment(&self) -> Fragment<'_> {
        let offset = self.span.start as usize;
        Fragment { file: self.span.file, path: &self.path, text: &self.text, offset }
    }

    /// The address of something that is named by its file: the path and the line, because one
    /// document may hold several.
    pub fn address(&self) -> Str {
        format!("{}:{}", self.path, self.line).into()
    }
}

/// Every fenced block of a document, in order.
pub fn fragments<'a>(file: FileId, path: &Str, text: &'a str) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut lines = Lines { text, at: 0, number: 0 };
    let mut fence = 0;
    while let Some(line) = lines.next() {
        let Some(opening) = Opening::of(line.text) else { continue };
        let body = body(&mut lines, &opening);
        let (mut counted, mut ahead) = (0, 0);
        for part in content::parts(opening.info, &body.text) {
            let start = body.start + part.range.start;
            ahead += line_ends(&body.text, counted..part.range.start);
            counted = part.range.start;
            blocks.push(Block {
                fence,
                info: opening.info,
                path: path.clone(),
                line: u32::try_from(body.line + ahead).unwrap_or(u32::MAX),
                span: Span::new(file, start, body.start + part.range.end),
                content: part.content,
                text: slice(&body.text, part.range),
            });
        }
        fence += 1;
    }
    blocks
}

fn line_ends(text: &str, range: Range<usize>) -> usize {
    text.get(range).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count()
}

fn slice<'a>(text: &Cow<'a, str>, range: Range<usize>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
    }
}

struct Line<'a> {
    start: usize,
    /// 1-based.
    number: usize,
    /// Without its line end.
    text: &'a str,
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    number: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |index| index + 1);
        let text = rest.get(..length).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let start = self.at;
        self.at += length;
        self.number += 1;
        Some(Line { start, number: self.number, text })
    }
}

/// The line that opens a fence.
struct Opening<'a> {
    mark: u8,
    length: usize,
    info: &'a str,
    /// Columns before the fence, containers included.
    indent: usize,
    /// Block quotes around it.
    quotes: usize,
}

impl<'a> Opening<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let mut rest = line;
        let mut quotes = 0;
        loop {
            let trimmed = rest.trim_start_matches([' ', '\t', '\u{feff}']);
            rest = if let Some(inside) = trimmed.strip_prefix('>') {
                quotes += 1;
                inside
            } else if let Some(inside) = list_item(trimmed) {
                inside
            } else {
                rest = trimmed;
                break;
            };
        }
        let mark = *rest.as_bytes().first()?;
        if !matches!(mark, b'`' | b'~') {
            return None;
        }
        let length = rest.bytes().take_while(|byte| *byte == mark).count();
        let info = rest.get(length..).unwrap_or_default().trim();
        // Backticks after backticks are code inside a line.
        if length < 3 || (mark == b'`' && info.contains('`')) {
            return None;
        }
        Some(Self { mark, length, info, indent: line.len() - rest.len(), quotes })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let length = trimmed.bytes().take_while(|byte| *byte == self.mark).count();
        length >= self.length
            && line.len() - trimmed.len() <= self.indent + 3
            && trimmed.get(length..).unwrap_or_default().trim().is_empty()
    }
}

/// What follows the mark of a list item: `- `, `* `, `+ `, `1. `, `2) `.
fn list_item(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+'] };
    let rest = line.get(digits..)?.strip_prefix(marks)?;
    rest.starts_with([' ', '\t']).then_some(rest)
}

struct Body<'a> {
    start: usize,
    line: usize,
    text: Cow<'a, str>,
}

/// The contents up to the closing fence, the end of the block quote, or the end of the document.
fn body<'a>(lines: &mut Lines<'a>, opening: &Opening<'_>) -> Body<'a> {
    let (start, line) = (lines.at, lines.number + 1);
    let text = lines.text;
    let mut end = text.len();
    let mut prefixes = Vec::new();
    while let Some(line) = lines.next() {
        let inside = unquoted(line.text, opening.quotes);
        let Some(inside) = inside else {
            // The quote ended, and the fence with it: this line may open another.
            (end, lines.at, lines.number) = (line.start, line.start, line.number - 1);
            break;
        };
        let prefix = line.text.len() - inside.len();
        if opening.is_closed_by(inside) {
            end = line.start;
            break;
        }
        if opening.quotes > 0 {
            prefixes.push((line.start - start, prefix));
        }
    }
    let text = text.get(start..end).unwrap_or_default();
    Body { start, line, text: masked(text, &prefixes) }
}

/// A line without as many `>` as the fence stands in, or nothing where they are missing.
fn unquoted(line: &str, quotes: usize) -> Option<&str> {
    let mut rest = line;
    for _ in 0..quotes {
        rest = rest.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    }
    Some(rest)
}

/// The text with the prefixes of its lines replaced by as many spaces.
fn masked<'a>(text: &'a str, prefixes: &[(usize, usize)]) -> Cow<'a, str> {
    if prefixes.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut output = String::with_capacity(text.len());
    for &(start, length) in prefixes {
        output.push_str(text.get(output.len()..start).unwrap_or_default());
        output.extend(std::iter::repeat_n(' ', length));
    }
    output.push_str(text.get(output.len()..).unwrap_or_default());
    Cow::Owned(output)
}

#[cfg(test)]
mod tests;
