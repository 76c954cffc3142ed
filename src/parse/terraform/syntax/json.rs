//! The JSON syntax: JSON values to the same tree as the native syntax.
//!
//! In: a [`Fragment`] of `.tf.json`. Out: the tree, with the JSON keys' and values' spans. Which
//! keys are blocks [`schema`](super::schema) says; objects of a resource that it does not know
//! are blocks unless their name is that of a map. Strings are templates; where the language wants
//! a reference or a type they are expressions.

use super::ast::{Attribute, Block, Body, Expression, ExpressionKind, ObjectItem, TemplatePart};
use super::reader::Reader;
use super::schema::{ATTRIBUTES, GUESSED, ROOT, Rest, Schema, is_map};
use super::value_or_fault;
use crate::model::{Diagnostic, Entry, Kind, Loss, Map, Span, Str, Value};
use crate::parse::{Fragment, json};

/// Reads configuration in the JSON syntax (`.tf.json`, `.tofu.json`).
pub fn parse_json(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let Some(value) = json::read(fragment, diagnostics) else { return Body::default() };
    Converter { path: fragment.path, diagnostics, templates: true }.body(&value, &ROOT)
}

/// Reads values of variables in the JSON syntax (`.tfvars.json`): every key is an attribute, and
/// strings are no templates.
pub fn parse_json_variables(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let Some(value) = json::read(fragment, diagnostics) else { return Body::default() };
    Converter { path: fragment.path, diagnostics, templates: false }.body(&value, &ATTRIBUTES)
}

struct Converter<'a, 'd> {
    path: &'a Str,
    diagnostics: &'d mut Vec<Diagnostic>,
    templates: bool,
}

impl<'a> Converter<'a, '_> {
    /// A body is an object, or a list of objects that together are one body.
    fn body(&mut self, value: &Value, schema: &Schema) -> Body {
        let mut body = Body::default();
        for object in objects(value) {
            match object.as_map() {
                Some(map) => self.items(map, schema, &mut body),
                None => self.report(object.span, "expected an object"),
            }
        }
        body
    }

    fn items(&mut self, map: &Map, schema: &Schema, body: &mut Body) {
        for entry in map.iter().filter(|entry| &*entry.key != "//") {
            let known = schema.blocks.iter().find(|block| block.name == &*entry.key);
            if let Some(block) = known {
                let kind = &entry.key;
                self.blocks(kind, entry, block.labels, block.body, &mut Vec::new(), body);
            } else if schema.rest == Rest::Guessed && looks_like_blocks(entry) {
                self.blocks(&entry.key, entry, 0, &GUESSED, &mut Vec::new(), body);
            } else {
                body.attributes.push(self.attribute(entry, schema));
            }
        }
    }

    /// Blocks below a key: through as many levels of labels as the type has.
    fn blocks(
        &mut self,
        kind: &Str,
        entry: &Entry,
        labels: usize,
        schema: &Schema,
        above: &mut Vec<Str>,
        body: &mut Body,
    ) {
        for value in objects(&entry.value) {
            match (&value.kind, value.as_map()) {
                (Kind::Null, _) => {}
                (_, None) => self.report(value.span, "expected an object that holds a block"),
                (_, Some(_)) if labels == 0 => body.blocks.push(Block {
                    kind: kind.clone(),
                    labels: above.clone(),
                    header: entry.key_span,
                    span: entry.key_span.to(value.span),
                    body: self.body(value, schema),
                }),
                (_, Some(map)) => {
                    for inner in map.iter().filter(|inner| &*inner.key != "//") {
                        above.push(inner.key.clone());
                        self.blocks(kind, inner, labels - 1, schema, above, body);
                        above.pop();
                    }
                }
            }
        }
    }

    fn attribute(&mut self, entry: &Entry, schema: &Schema) -> Attribute {
        let value = if schema.references.contains(&&*entry.key) {
            self.references(&entry.value)
        } else {
            self.expression(&entry.value)
        };
        Attribute { name: entry.key.clone(), name_span: entry.key_span, value }
    }

    /// A value in which strings are written templates.
    fn expression(&mut self, value: &Value) -> Expression {
        self.convert(value, &mut |converter, text, span| converter.string(text, span))
    }

    /// A value in which strings are written expressions.
    fn references(&mut self, value: &Value) -> Expression {
        self.convert(value, &mut |converter, text, span| {
            if text.contains("${") {
                return converter.string(text, span);
            }
            let mut reader = converter.reader(text, span);
            let result = reader.expression();
            let whole = result.ok().filter(|_| reader.at_end());
            // What is no expression is a keyword of some kind: as good as a string.
            whole.map_or_else(|| ExpressionKind::String(text.clone()), |whole| whole.kind)
        })
    }

    /// Recursion is bounded by the depth that the JSON reader allows.
    fn convert(
        &mut self,
        value: &Value,
        string: &mut dyn FnMut(&mut Self, &Str, Span) -> ExpressionKind,
    ) -> Expression {
        let kind = match &value.kind {
            Kind::Null => ExpressionKind::Null,
            Kind::Bool(value) => ExpressionKind::Bool(*value),
            Kind::Number(number) => ExpressionKind::Number(number.clone()),
            Kind::String(text) => string(self, text, value.span),
            Kind::List(values) => ExpressionKind::Tuple(
                values.iter().map(|value| self.convert(value, string)).collect(),
            ),
            Kind::Map(map) => {
                let mut items = Vec::with_capacity(map.len());
                for Entry { key, key_span, value } in map.iter() {
                    let kind = self.string(key, *key_span);
                    let key = Expression { kind, span: *key_span };
                    items.push(ObjectItem { key, value: self.convert(value, string) });
                }
                ExpressionKind::Object(items)
            }
            Kind::Unknown(_) => ExpressionKind::Invalid,
        };
        Expression { kind, span: value.span }
    }

    fn string(&mut self, text: &Str, span: Span) -> ExpressionKind {
        if !self.templates || !(text.contains("${") || text.contains("%{")) {
            return ExpressionKind::String(text.clone());
        }
        let mut reader = self.reader(text, span);
        let result = reader.template();
        let parts = value_or_fault(&mut reader, result);
        let mut found = std::mem::take(&mut reader.diagnostics);
        self.diagnostics.append(&mut found);
        match parts.as_deref() {
            None => ExpressionKind::Invalid,
            Some([]) => ExpressionKind::String("".into()),
            Some([TemplatePart::Literal(text)]) => ExpressionKind::String(text.clone()),
            Some(_) => ExpressionKind::Template(parts.unwrap_or_default()),
        }
    }

    /// A reader of a string's text. Where the string has no escapes its places are the file's.
    fn reader<'t>(&self, text: &'t str, span: Span) -> Reader<'t>
    where
        'a: 't,
    {
        let quoted = (span.end - span.start) as usize;
        let offset = span.start as usize + 1;
        let fragment = Fragment { file: span.file, path: self.path, text, offset };
        let mut reader = Reader::new(fragment);
        if quoted != text.len() + 2 {
            reader.fixed = Some(span);
        }
        reader
    }

    fn report(&mut self, span: Span, message: &str) {
        let path = self.path.clone();
        self.diagnostics.push(Diagnostic::at(path, span, message, Loss::Part));
    }
}

/// The elements of a list, or the one value.
fn objects(value: &Value) -> &[Value] {
    value.as_list().unwrap_or(std::slice::from_ref(value))
}

/// Whether a key that no schema knows holds blocks rather than a map or a list of values.
fn looks_like_blocks(entry: &Entry) -> bool {
    let objects = objects(&entry.value);
    !is_map(&entry.key, &entry.value)
        && !objects.is_empty()
        && objects.iter().all(|object| object.as_map().is_some())
}
