//! JSON to values with spans.
//!
//! In: a [`Fragment`]. Out: its value, with a span on every value and key, strings without their
//! quotes' escapes; a diagnostic for a fault, and for a key that an object holds twice. Reading
//! is iterative and bounded in depth, so that no input overflows a stack, here or where the value
//! is walked.

mod string;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashSet;

use super::Fragment;
use crate::model::{Diagnostic, Entry, Kind, Loss, Map, Number, Span, Str, Value};

/// Levels of objects and arrays that are read.
const MAX_DEPTH: usize = 500;
/// Duplicate keys of one object that are reported.
const MAX_REPORTED: usize = 20;

/// Reads one JSON document. After a fault gives nothing: half of a JSON document is not known to
/// mean anything.
pub fn read(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let at = if fragment.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { fragment, at, diagnostics };
    match reader.document() {
        Ok(value) => Some(value),
        Err(message) => {
            let end = reader.fragment.text.len();
            let start = reader.at.min(end);
            let span = fragment.span(start, (start + 1).min(end));
            let fault = Diagnostic::at(fragment.path.clone(), span, message, Loss::File);
            reader.diagnostics.push(fault.losing("the whole JSON document"));
            None
        }
    }
}

/// An array or object that is not closed yet.
enum Open {
    List { start: usize, values: Vec<Value> },
    Map { start: usize, map: Map, key: Str, key_span: Span },
}

/// What comes after a value or an opening bracket.
enum Next {
    /// A value begins here.
    Value,
    /// The innermost array or object ended.
    Closed(Value),
}

struct Reader<'a, 'd> {
    fragment: Fragment<'a>,
    at: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

type Read<T> = Result<T, Cow<'static, str>>;

impl<'a> Reader<'a, '_> {
    fn document(&mut self) -> Read<Value> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            // One value, or the start of one.
            self.space();
            let mut value = match self.peek() {
                b'[' | b'{' => {
                    if open.len() >= MAX_DEPTH {
                        return Err(format!("nested deeper than {MAX_DEPTH} levels").into());
                    }
                    match self.begin(&mut open)? {
                        Next::Value => continue,
                        Next::Closed(value) => value,
                    }
                }
                _ => self.scalar()?,
            };
            // Into what is open, closing what ends here.
            loop {
                if open.is_empty() {
                    self.space();
                    return if self.at == self.fragment.text.len() {
                        Ok(value)
                    } else {
                        Err("unexpected text after the JSON document".into())
                    };
                }
                match self.add(&mut open, value)? {
                    Next::Value => break,
                    Next::Closed(outer) => value = outer,
                }
            }
        }
    }

    fn peek(&self) -> u8 {
        self.fragment.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a [u8] {
        self.fragment.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.fragment.text.get(start..end).unwrap_or("")
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    /// Opens an array or object, which may end at once.
    fn begin(&mut self, open: &mut Vec<Open>) -> Read<Next> {
        let start = self.at;
        let list = self.peek() == b'[';
        self.at += 1;
        if list {
            if self.take(b']') {
                return Ok(Next::Closed(Value::list(
                    Vec::new(),
                    self.fragment.span(start, self.at),
                )));
            }
            open.push(Open::List { start, values: Vec::new() });
        } else {
            if self.take(b'}') {
                let span = self.fragment.span(start, self.at);
                return Ok(Next::Closed(Value::map(Map::default(), span)));
            }
            let (key, key_span) = self.key()?;
            open.push(Open::Map { start, map: Map::default(), key, key_span });
        }
        Ok(Next::Value)
    }

    /// Adds a value to the innermost array or object.
    fn add(&mut self, open: &mut Vec<Open>, value: Value) -> Read<Next> {
        match open.last_mut() {
            Some(Open::List { values, .. }) => {
                values.push(value);
                if self.take(b',') {
                    return Ok(Next::Value);
                }
                if !self.take(b']') {
                    return Err("expected `,` or `]`".into());
                }
            }
            Some(Open::Map { map, key, key_span, .. }) => {
                map.push(Entry { key: key.clone(), key_span: *key_span, value });
                if self.take(b',') {
                    (*key, *key_span) = self.key()?;
                    return Ok(Next::Value);
                }
                if !self.take(b'}') {
                    return Err("expected `,` or `}`".into());
                }
            }
            None => {}
        }
        Ok(Next::Closed(match open.pop() {
            Some(Open::List { start, values }) => {
                Value::list(values, self.fragment.span(start, self.at))
            }
            Some(Open::Map { start, map, .. }) => {
                self.report_duplicates(&map);
                Value::map(map, self.fragment.span(start, self.at))
            }
            None => return Err("unexpected end".into()),
        }))
    }

    fn key(&mut self) -> Read<(Str, Span)> {
        self.space();
        let start = self.at;
        if self.peek() != b'"' {
            return Err("expected a key in quotes".into());
        }
        let key = self.string()?;
        let span = self.fragment.span(start, self.at);
        if self.take(b':') { Ok((key, span)) } else { Err("expected `:` after the key".into()) }
    }

    fn report_duplicates(&mut self, map: &Map) {
        let mut seen = HashSet::with_capacity(map.len());
        let mut reported = 0;
        for entry in map.iter() {
            // `//` is where Terraform's JSON syntax keeps its comments, as often as one likes.
            if !seen.insert(&entry.key) && &*entry.key != "//" && reported < MAX_REPORTED {
                reported += 1;
                let key: String = entry.key.chars().take(60).collect();
                let message = format!("the key `{}` stands twice", key.escape_debug());
                let path = self.fragment.path.clone();
                self.diagnostics.push(Diagnostic::at(path, entry.key_span, message, Loss::Nothing));
            }
        }
    }

    fn scalar(&mut self) -> Read<Value> {
        let start = self.at;
        let kind = match self.peek() {
            b'"' => Kind::String(self.string()?),
            b'-' | b'0'..=b'9' => Kind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Value::new(kind, self.fragment.span(start, self.at)))
    }

    fn word(&mut self) -> Read<Kind> {
        for (word, kind) in
            [("true", Kind::Bool(true)), ("false", Kind::Bool(false)), ("null", Kind::Null)]
        {
            if self.rest().starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err(if self.rest().is_empty() { "unexpected end of the text" } else { "expected a value" }
            .into())
    }

    fn number(&mut self) -> Read<Number> {
        let length = self
            .rest()
            .iter()
            .take_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
            .count();
        let text = self.slice(self.at, self.at + length);
        if text.parse::<f64>().is_err() || text.ends_with('.') {
            return Err("malformed number".into());
        }
        self.at += length;
        Ok(super::number::number(text))
    }
}
