//! Every `${{ }}` under a map, with its context references and its place.

use std::ops::Range;

use crate::model::{Diagnostic, Kind, Loss, Map, Span, Value};
use crate::parse::ci::expression::{
    Fault, Reference, SourceSearch, interpolations, parse, references_in_tokens,
};
use crate::parse::ci::fields::{Fields, Place, list, text};

use super::Reader;

/// Levels below a key that are looked at: as many as a YAML document may have.
const MAX_DEPTH: usize = crate::parse::yaml::MAX_DEPTH;

impl<'a> Reader<'a> {
    /// The expressions in the entries of a map whose keys are wanted, in source order.
    pub(super) fn expressions(
        &mut self,
        map: &Map,
        place: &Place,
        wanted: impl Fn(&str) -> bool,
    ) -> Value {
        let mut found = Vec::new();
        for entry in map.iter().filter(|entry| wanted(&entry.key)) {
            match &entry.value.kind {
                Kind::String(string) if &*entry.key == "if" && !string.contains("${{") => {
                    let place = place.join("if");
                    found.extend(self.condition(&entry.value, string, &place));
                }
                Kind::String(string) if !string.contains("${{") => {}
                Kind::Unknown(_) => found.push(entry.value.reshaped()),
                Kind::String(_) | Kind::List(_) | Kind::Map(_) => {
                    let mut walk =
                        Walk { key: text(entry.key.clone()), place: place.join(&*entry.key) };
                    self.below(&entry.value, &mut walk, 0, &mut found);
                }
                _ => {}
            }
        }
        list(found)
    }

    fn below(&mut self, value: &Value, walk: &mut Walk, depth: usize, found: &mut Vec<Value>) {
        if depth > MAX_DEPTH {
            return;
        }
        match &value.kind {
            Kind::String(string) if string.contains("${{") => {
                self.interpolated(value, string, walk, found);
            }
            Kind::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk.place.push(index);
                    self.below(item, walk, depth + 1, found);
                    walk.place.pop();
                }
            }
            // It may hold any.
            Kind::Unknown(_) => found.push(value.reshaped()),
            Kind::Map(map) => {
                for entry in map.iter() {
                    walk.place.push(&*entry.key);
                    self.below(&entry.value, walk, depth + 1, found);
                    walk.place.pop();
                }
            }
            _ => {}
        }
    }

    /// The expressions in a string.
    fn interpolated(&mut self, value: &Value, string: &str, walk: &Walk, found: &mut Vec<Value>) {
        let source = self.source(value.span);
        let base = value.span.start as usize;
        let mut search = SourceSearch::new(source);
        for interpolation in interpolations(string) {
            let written = string.get(interpolation.range).unwrap_or_default();
            let span = search.next(written).map(|range| base + range.start..base + range.end);
            if !interpolation.closed {
                self.faulty(value.span, "`${{` without its `}}`");
                continue;
            }
            let inner = string.get(interpolation.inner).unwrap_or_default();
            found.push(self.expression(inner, value.span, span, &walk.key, walk.place.value()));
        }
    }

    /// The text that a value was written as.
    fn source(&self, span: Span) -> &'a str {
        let at = |offset: u32| (offset as usize).checked_sub(self.fragment.offset);
        let range = at(span.start).zip(at(span.end)).filter(|_| span.file == self.fragment.file);
        range.and_then(|(start, end)| self.fragment.text.get(start..end)).unwrap_or_default()
    }

    /// A condition is an expression as it stands.
    fn condition(&mut self, value: &Value, string: &str, place: &Place) -> Option<Value> {
        let inner = string.trim();
        if inner.is_empty() {
            return None;
        }
        let source = self.source(value.span);
        // A block scalar begins with its header, which is no part of the condition.
        let header = source.starts_with(['|', '>']).then(|| source.find('\n')).flatten();
        let body = source.get(header.unwrap_or(0)..).unwrap_or_default();
        let start = value.span.start as usize + source.len() - body.trim_start().len();
        let span = Some(start..start + body.trim().len());
        let key = text("if");
        Some(self.expression(inner, value.span, span, &key, place.value()))
    }

    fn expression(
        &mut self,
        inner: &str,
        place: Span,
        span: Option<Range<usize>>,
        key: &Value,
        at: Value,
    ) -> Value {
        let (references, flows, fault) = match parse(inner) {
            Ok(tree) => (tree.references(), tree.flows(), None),
            Err(fault) => {
                let references = references_in_tokens(inner);
                (references.clone(), references, Some(fault))
            }
        };
        if let Some(Fault { message, .. }) = fault {
            self.faulty(place, &format!("not an expression, `{}`: {message}", short(inner)));
        }
        let span = span.map(|range| {
            let bound = |at| Value::int(i64::try_from(at).unwrap_or(i64::MAX), Span::default());
            list(vec![bound(range.start), bound(range.end)])
        });
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put("text", Value::string(inner, place))
            .put("context", contexts(references))
            .put("flows", contexts(flows))
            .put("at", at)
            .put("in", key.clone())
            .put_some("span", span)
            .put_some("error", fault.map(|fault| text(fault.message)));
        fields.finish()
    }

    /// A fault that GitHub will refuse: the definition was read all the same.
    fn faulty(&mut self, span: Span, message: &str) {
        self.faults += 1;
        if self.faults <= super::MAX_FAULTS {
            let path = self.fragment.path.clone();
            self.diagnostics.push(Diagnostic::at(path, span, message, Loss::Nothing));
        }
    }
}

/// Where the walk is: the key it began at, and the path.
struct Walk {
    key: Value,
    place: Place,
}

fn contexts(references: Vec<Reference>) -> Value {
    list(references.into_iter().map(|reference| text(reference.context)).collect())
}

fn short(inner: &str) -> String {
    let shown: String = inner.chars().take(60).collect();
    if shown.len() < inner.len() { format!("{shown}…") } else { shown }
}
