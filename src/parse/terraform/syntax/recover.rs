//! What can still be read after a fault.
//!
//! In: a tolerant [`Reader`] and a fault in an item. Out: a diagnostic; the item as far as it
//! says something, its broken expressions [`Invalid`](ExpressionKind::Invalid); and the reader at
//! the next item. Where items begin is told from line ends and indentation, as a person tells it:
//! one missing bracket then costs one item, not the rest of the file.

use super::ast::{Attribute, Body, Expression, ExpressionKind};
use super::reader::{Fault, MAX_REPORTED, Read, Reader};
use super::salvage;
use crate::model::Loss;

/// Faults of one file that are borne.
const MAX_FAULTS: usize = 200;
/// Heredocs without an end that are looked for through the whole rest of a file.
const MAX_SEARCHES: usize = 10;

impl Reader<'_> {
    /// Reports the fault and moves past the item that began at `start`.
    pub(super) fn recover(&mut self, start: usize, fault: Fault, body: &mut Body) -> Read<()> {
        if self.faults >= MAX_FAULTS {
            let message = "too many faults to go on".into();
            return Err(Fault { message, fatal: true, ..fault });
        }
        let end = self.end_of_broken_item(start);
        self.lines = false;
        let attribute = self.broken_attribute(start, end);
        let lost = match &attribute {
            Some(Attribute { name, .. }) if name.len() < 60 => format!("the value of `{name}`"),
            Some(_) => "a value".into(),
            None => "what stands on this line".into(),
        };
        body.attributes.extend(attribute);
        self.report_fault(&fault, lost);
        self.faults += 1;
        self.at = end.max(start + 1);
        while !self.text().is_char_boundary(self.at) {
            self.at += 1;
        }
        Ok(())
    }

    /// Reports a fault that ends the reading.
    pub(super) fn report_fatal(&mut self, fault: &Fault) {
        self.faults = 0;
        let line = self.line(fault.start);
        self.report_fault(fault, format!("the file from line {line} on"));
    }

    /// Reports a fault of a tolerant reading, unless there are many already.
    pub(super) fn report_fault(&mut self, fault: &Fault, lost: String) {
        if self.faults < MAX_REPORTED {
            let message = fault.message.to_string();
            self.report(fault.start, fault.end, message, Loss::Part);
            if let Some(last) = self.diagnostics.last_mut() {
                last.lost = lost;
            }
        }
    }

    /// `name = …` with what can be read of the value.
    fn broken_attribute(&mut self, start: usize, end: usize) -> Option<Attribute> {
        self.at = start;
        let name = self.name()?;
        let name_span = self.span_from(start);
        while matches!(self.peek(), b' ' | b'\t') {
            self.at += 1;
        }
        if !self.take(b'=') {
            return None;
        }
        let text = self.slice(self.at, end);
        let value_start = self.at + text.len() - text.trim_start_matches([' ', '\t']).len();
        let value_end = self.at + text.trim_end().len();
        let value = salvage::expression(self, start, value_start, value_end).unwrap_or_else(|| {
            let span = self.span(value_start, value_end.max(value_start));
            Expression { kind: ExpressionKind::Invalid, span }
        });
        Some(Attribute { name: name.into(), name_span, value })
    }

    /// Where the item after a broken one begins, or the bracket that closes the body around it.
    fn end_of_broken_item(&mut self, start: usize) -> usize {
        let text = self.text();
        let line_start =
            text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let indent = indentation(text.get(line_start..).unwrap_or(""));
        let mut line_at = next_line(text, start);
        let first = text.get(start..line_at).unwrap_or("");
        // Within a block on one line the item ends where the block does.
        let alone = text.get(line_start..start).is_some_and(|before| before.trim().is_empty());
        if !alone && let Some(length) = first.rfind('}').filter(|length| *length > 0) {
            return start + length;
        }
        // A block whose brackets stand on one line goes no further than it.
        let opened = first.trim_end().ends_with(['{', '[', '(', ',']);
        line_at = self.skip_heredoc(first, line_at);
        while line_at < text.len() {
            let end = next_line(text, line_at);
            let line = text.get(line_at..end).unwrap_or("");
            let content = line.trim();
            let own = indentation(line);
            if !content.is_empty() && own <= indent {
                if !content.starts_with(['}', ']', ')']) || own < indent || !opened {
                    return line_at;
                }
                // The line that closes what the first line opened.
                return end;
            }
            line_at = self.skip_heredoc(line, end);
        }
        text.len()
    }

    /// Whether to look on for the ends of heredocs, after many that had none.
    pub(super) fn searches(&self) -> bool {
        self.lost_searches < MAX_SEARCHES
    }

    /// Where the text goes on after the heredoc that a line opens; at `next` where it opens none
    /// or one that nothing closes.
    fn skip_heredoc(&mut self, line: &str, next: usize) -> usize {
        let Some((_, marker)) = line.trim_end().rsplit_once("<<") else { return next };
        let marker = marker.strip_prefix('-').unwrap_or(marker);
        let named = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
        if marker.is_empty() || !marker.chars().all(named) || !self.searches() {
            return next;
        }
        let mut at = next;
        while at < self.text().len() {
            let end = next_line(self.text(), at);
            if self.slice(at, end).trim() == marker {
                return end;
            }
            at = end;
        }
        self.lost_searches += 1;
        next
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length + 1)
}
