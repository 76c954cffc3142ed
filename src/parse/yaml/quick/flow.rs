//! Flow collections of the fast reader: `[a, "b"]`, `{k: v}`, on one line.
//!
//! In: where one begins and where its line ends. Out: the builder's events, and where it ends;
//! `None` where it is beyond the subset. A stack in place of recursion.

use granit_parser::{ScalarStyle, StructureStyle};

use super::Reader;
use super::text::begins_plain;

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// An element, a key, or the end of the collection.
    Entry,
    /// The value of a key.
    Value,
    /// A comma or the end of the collection.
    Comma,
}

impl Reader<'_, '_, '_> {
    /// A flow collection; gives one past its bracket.
    pub(super) fn flow(&mut self, start: usize, end: usize) -> Option<usize> {
        let mut open: Vec<bool> = Vec::new();
        let mut next = Next::Value;
        let mut at = start;
        while at < end {
            let byte = self.byte(at)?;
            match (byte, next) {
                (b' ', _) => at += 1,
                (b'[' | b'{', Next::Entry | Next::Value) => {
                    // A collection as a key is for the full parser.
                    if next == Next::Entry && open.last() == Some(&true) {
                        return None;
                    }
                    let map = byte == b'{';
                    self.builder.open(map, StructureStyle::Flow, 0, at, at + 1).ok()?;
                    open.push(map);
                    next = Next::Entry;
                    at += 1;
                }
                (b']' | b'}', Next::Entry | Next::Comma) => {
                    if open.pop()? != (byte == b'}') {
                        return None;
                    }
                    at += 1;
                    self.builder.close(at).ok()?;
                    if open.is_empty() {
                        return Some(at);
                    }
                    next = Next::Comma;
                }
                (b',', Next::Comma) => {
                    next = Next::Entry;
                    at += 1;
                }
                (_, Next::Entry | Next::Value) => {
                    let key = next == Next::Entry && *open.last()?;
                    at = self.flow_scalar(at, end)?;
                    next = Next::Comma;
                    if key {
                        if self.byte(at) != Some(b':') || self.byte(at + 1) != Some(b' ') {
                            return None;
                        }
                        next = Next::Value;
                        at += 2;
                    } else if self.byte(at) == Some(b':') {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        None
    }

    fn flow_scalar(&mut self, at: usize, end: usize) -> Option<usize> {
        if matches!(self.byte(at)?, b'"' | b'\'') {
            let close = self.quoted(at, end)?;
            // `"a" :` is a key of a pair within a list.
            let after = self.byte(self.after_spaces(close))?;
            return (after != b':' || self.byte(close) == Some(b':')).then_some(close);
        }
        let line = self.text.get(at..end)?;
        if !line.bytes().next().is_some_and(begins_plain) {
            return None;
        }
        let length = line.bytes().position(|byte| b",[]{}:#?\"'&*!|>%@`".contains(&byte))?;
        let text = line.get(..length)?;
        let scalar = text.trim_end_matches(' ');
        let stop = self.byte(at + length)?;
        if !matches!(stop, b',' | b']' | b'}' | b':') || (stop == b':' && scalar != text) {
            return None;
        }
        self.builder.scalar_event(scalar, ScalarStyle::Plain, at, at + scalar.len());
        Some(at + scalar.len())
    }
}
