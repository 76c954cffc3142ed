//! Expressions inside strings: `refs/${{ github.ref }}`.
//!
//! In: a string as the YAML parser gave it. Out: where its expressions stand in it, and, by a
//! [`SourceSearch`], where each stands in the file.

use std::ops::Range;

/// An expression in a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpolation {
    /// From `${{` to `}}`, both included, in the string.
    pub range: Range<usize>,
    /// What stands between them, without the blanks around it.
    pub inner: Range<usize>,
    /// Whether its end was found.
    pub closed: bool,
}

/// The expressions of a string. Single-quoted strings inside may hold `}}`.
pub fn interpolations(text: &str) -> impl Iterator<Item = Interpolation> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find("${{")?;
        let inside = start + 3;
        let found = end_of(text, inside);
        let (stop, end) = found.map_or((text.len(), text.len()), |stop| (stop, stop + 2));
        at = end;
        let inner = text.get(inside..stop).unwrap_or_default();
        let from = inside + (inner.len() - inner.trim_start().len());
        Some(Interpolation {
            range: start..end,
            inner: from..(from + inner.trim().len()),
            closed: found.is_some(),
        })
    })
}

fn end_of(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quoted = false;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // A doubled quote leaves the string and enters it again at once.
            b'\'' => quoted = !quoted,
            b'}' if !quoted && bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Finds the expressions of one scalar in the bytes that it was written as, one after another.
/// Blanks may differ, since block scalars are indented and folded; nothing else may.
#[derive(Debug)]
pub struct SourceSearch<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> SourceSearch<'a> {
    /// A search from the start of a scalar's source.
    pub fn new(source: &'a str) -> Self {
        Self { source, at: 0 }
    }

    /// Where the next expression stands, if it is written as it reads.
    pub fn next(&mut self, expression: &str) -> Option<Range<usize>> {
        let start = self.at + self.source.get(self.at..)?.find("${{")?;
        self.at = start + 3;
        let end = start + matched(self.source.get(start..)?, expression)?;
        self.at = end;
        Some(start..end)
    }
}

/// Length of the start of `source` that reads like `text`.
fn matched(source: &str, text: &str) -> Option<usize> {
    let (source, text) = (source.as_bytes(), text.as_bytes());
    let (mut at, mut read) = (0, 0);
    while let Some(&byte) = text.get(read) {
        let found = source.get(at)?;
        if byte.is_ascii_whitespace() {
            found.is_ascii_whitespace().then_some(())?;
            read += blanks(text, read);
            at += blanks(source, at);
        } else {
            (*found == byte).then_some(())?;
            read += 1;
            at += 1;
        }
    }
    Some(at)
}

fn blanks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}
