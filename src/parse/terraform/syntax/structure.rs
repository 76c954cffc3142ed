//! Bodies, attributes and blocks.
//!
//! In: a [`Reader`] at a body. Out: the body, with the reader past it. A tolerant reader reports
//! a fault and goes on at the next item; what a broken item still says, `recover` finds.

use std::collections::HashSet;

use super::ast::{Attribute, Block, Body, ExpressionKind};
use super::reader::{MAX_REPORTED, Read, Reader};
use crate::model::{Diagnostic, Loss, Span, Str};

/// An item of a body.
enum Item {
    Attribute(Attribute),
    Block(Block),
}

impl Reader<'_> {
    /// The items of a whole file.
    pub(super) fn file(&mut self) -> Read<Body> {
        self.items(true)
    }

    fn items(&mut self, top: bool) -> Read<Body> {
        let mut body = Body::default();
        while !self.body_ends(top)? {
            let start = self.at;
            let mut result = Ok(());
            match self.item() {
                Ok(Item::Attribute(attribute)) => body.attributes.push(attribute),
                Ok(Item::Block(block)) => body.blocks.push(block),
                Err(fault) if fault.fatal || !self.tolerant => result = Err(fault),
                Err(fault) => result = self.recover(start, fault, &mut body),
            }
            match result {
                Err(fault) if top && self.tolerant => {
                    self.report_fatal(&fault);
                    break;
                }
                result => result?,
            }
        }
        self.report_duplicates(&body);
        Ok(body)
    }

    /// Moves to the next item; past the closing brace where there is none.
    fn body_ends(&mut self, top: bool) -> Read<bool> {
        self.blank();
        if top {
            return Ok(self.at_end());
        }
        if self.take(b'}') || (self.tolerant && self.block_was_left()) {
            return Ok(true);
        }
        if !self.at_end() {
            return Ok(false);
        }
        let missing = self.expected("`}`");
        match missing {
            Err(fault) if self.tolerant => {
                // All the blocks around end here too; one report will do.
                if self.left_at.replace(self.at) != Some(self.at) {
                    self.report_fault(&fault, String::new());
                }
                Ok(true)
            }
            missing => missing,
        }
    }

    fn report_duplicates(&mut self, body: &Body) {
        let mut seen = HashSet::with_capacity(body.attributes.len());
        for Attribute { name, name_span, .. } in &body.attributes {
            if !seen.insert(name) && self.diagnostics.len() < MAX_REPORTED {
                let message = format!("the attribute `{}` is set twice", short(name));
                let path = self.fragment.path.clone();
                self.diagnostics.push(Diagnostic::at(path, *name_span, message, Loss::Nothing));
            }
        }
    }

    fn item(&mut self) -> Read<Item> {
        let start = self.at;
        let Some(name) = self.name() else {
            return self.expected("an attribute or a block");
        };
        let name_span = self.span_from(start);
        let name: Str = name.into();
        self.lines = true;
        let item = match self.after_name() {
            b'=' => self.attribute(name, name_span).map(Item::Attribute),
            _ => self.block(name, start).map(Item::Block),
        };
        let item = item.and_then(|item| self.end_of_item().map(|()| item));
        self.lines = false;
        item
    }

    fn after_name(&mut self) -> u8 {
        self.space();
        self.peek()
    }

    fn attribute(&mut self, name: Str, name_span: Span) -> Read<Attribute> {
        self.at += 1;
        let value = self.expression()?;
        Ok(Attribute { name, name_span, value })
    }

    fn block(&mut self, kind: Str, start: usize) -> Read<Block> {
        let mut labels = Vec::new();
        let mut header = self.span(start, start + kind.len());
        loop {
            self.space();
            let label_start = self.at;
            if self.take(b'{') {
                break;
            }
            match self.label()? {
                Some(label) => labels.push(label),
                None if labels.is_empty() => return self.expected("`=` or `{`"),
                None => return self.expected("`{`"),
            }
            header = header.to(self.span_from(label_start));
        }
        let body = self.nested(false, |reader| reader.items(false))?;
        // A block that was left open ends with what it holds, not where the next one begins.
        let end = start + self.slice(start, self.at).trim_end().len();
        Ok(Block { kind, labels, header, span: self.span(start, end), body })
    }

    fn label(&mut self) -> Read<Option<Str>> {
        let start = self.at;
        if !self.take(b'"') {
            return Ok(self.name().map(Str::from));
        }
        match self.quoted(start)? {
            ExpressionKind::String(label) => Ok(Some(label)),
            _ => self.fault(start, self.at, "a label holds no template sequences"),
        }
    }

    /// An item ends with its line, or with the block that it is alone in.
    fn end_of_item(&mut self) -> Read<()> {
        self.space();
        match self.rest() {
            [] | [b'\n' | b'}', ..] | [b'\r', b'\n', ..] => Ok(()),
            // A block that was left open has no line end of its own.
            _ if self.left_at == Some(self.at) => Ok(()),
            _ => self.expected("a new line"),
        }
    }

    /// Whether a block of the top level begins at the start of this line, so that the blocks
    /// around here must have been left open: reported, and to be closed before it.
    fn block_was_left(&mut self) -> bool {
        let line = self.text().get(self.at..).unwrap_or("");
        let at_line_start = self.at == 0 || self.text().as_bytes().get(self.at - 1) == Some(&b'\n');
        let kind = line.get(..self.name_length()).unwrap_or("");
        let header = line.lines().next().unwrap_or("");
        if !at_line_start || !TOP_LEVEL.contains(&kind) || !header.trim_end().ends_with('{') {
            return false;
        }
        let message = format!("expected `}}` before `{kind}`");
        if self.left_at.replace(self.at) != Some(self.at) {
            self.report(self.at, self.at + kind.len(), message, Loss::Part);
        }
        true
    }
}

/// Blocks that stand on the top level and, at the start of a line, nowhere else.
const TOP_LEVEL: [&str; 12] = [
    "check",
    "data",
    "import",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "terraform",
    "variable",
];

fn short(name: &str) -> &str {
    if name.len() > 60 { "…" } else { name }
}
