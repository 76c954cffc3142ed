//! Scalars and aliases as finished nodes.
//!
//! In: a scalar or an alias with its place. Out: its value, weighed. Never here: a copy of what an
//! alias stands for, or more of them than the budget allows.

use granit_parser::{ScalarStyle, Tag};

use super::{Builder, Fault, Node, fault, too_deep};
use crate::model::{Kind, Span, Str, Value};
use crate::parse::yaml::{MAX_DEPTH, scalar};

/// What aliases may add to any stream, in nodes of the tree that consumers walk.
const ALIAS_ALLOWANCE: u64 = 50_000;
/// What they may add for each node that is written.
const ALIAS_RATIO: u64 = 2;
/// Bytes of a string that weigh as much as a node.
const BYTES_PER_NODE: usize = 64;

impl Builder<'_> {
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        start: usize,
        end: usize,
    ) -> Node {
        self.written += 1;
        // The parser writes `~` for a value that is not there.
        let absent = style == ScalarStyle::Plain && start >= end;
        let span = if absent { self.place_of_absent(start) } else { self.trimmed(start, end) };
        let text = if absent { "" } else { text };
        let kind = match tag.and_then(Tag::core_suffix) {
            Some("str" | "binary") => None,
            Some("bool") => scalar::boolean(text, self.schema).map(Kind::Bool),
            Some("int" | "float") => scalar::number(text, self.schema).map(Kind::Number),
            Some("null") => Some(Kind::Null),
            _ if style != ScalarStyle::Plain => None,
            _ if text.is_empty() => Some(Kind::Null),
            _ => scalar::resolve(text, self.schema),
        };
        let kind = kind.unwrap_or_else(|| Kind::String(self.interner.word(text)));
        let weight = 1 + (text.len() / BYTES_PER_NODE) as u64;
        Node { value: Value::new(kind, span), weight, height: 0 }
    }

    /// A value that is not written stands where its key ends.
    fn place_of_absent(&self, start: usize) -> Span {
        match self.frames.last().and_then(|frame| frame.key.as_ref()) {
            Some(key) => Span { start: key.span.end, ..key.span },
            None => self.fragment.span(start, start),
        }
    }

    /// Block scalars reach to the next line's indentation.
    fn trimmed(&self, start: usize, end: usize) -> Span {
        let length = self
            .fragment
            .text
            .get(start..end)
            .map_or(end - start, |text| text.trim_end_matches([' ', '\n', '\r', '\t']).len());
        self.fragment.span(start, start + length)
    }

    pub(super) fn alias(&mut self, id: usize, start: usize, end: usize) -> Result<(), Fault> {
        self.written += 1;
        let Some(node) = self.anchors.get(&id) else {
            return Err(fault(start, end, "an alias lies within its own anchor"));
        };
        let mut node = node.clone();
        node.value.span = self.fragment.span(start, end);
        if self.frames.len() + node.height > MAX_DEPTH {
            return Err(too_deep(start, end));
        }
        self.gain(node.weight, start, end)?;
        if self.at_key() {
            let text = node.value.as_str().map(Str::from);
            let span = node.value.span;
            match text {
                Some(text) => self.key(&text, span, false),
                None => return self.complex_key(start, end),
            }
        } else {
            self.deliver(node);
        }
        Ok(())
    }

    /// Counts what an alias or a merge adds to the tree.
    pub(super) fn gain(&mut self, weight: u64, start: usize, end: usize) -> Result<(), Fault> {
        self.gained = self.gained.saturating_add(weight);
        if self.gained > ALIAS_ALLOWANCE + ALIAS_RATIO * self.written {
            return Err(fault(start, end, "aliases multiply this document beyond all measure"));
        }
        Ok(())
    }
}
