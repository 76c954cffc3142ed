//! YAML to values with spans.
//!
//! In: a [`Fragment`]. Out: its documents as [`Value`]s, aliases shared by reference, merge keys
//! applied, duplicate keys reported (the last one counts, as it does for Kubernetes). Never here:
//! recursion on input, expanding an alias, or knowing what a document means.
//!
//! Bounds: [`MAX_DEPTH`] levels, and a budget on what aliases add to the tree that a consumer
//! walks, so that nothing downstream has to fear one.

mod build;
mod intern;
mod quick;
mod scalar;

use granit_parser::{Options, Parser, ScanError};

use crate::model::{Diagnostic, Loss, Span, Value};

use super::Fragment;
use build::{Builder, Fault};

/// Levels of nesting that a document may have, aliases included.
pub const MAX_DEPTH: usize = 500;

/// Syntax faults reported one by one in a text; further ones are only counted.
const MAX_DIAGNOSTICS: usize = 100;

/// One document of a stream.
#[derive(Debug)]
pub struct Document {
    /// Its root value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// How plain scalars that are values are told apart. Keys are strings as written in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Schema {
    /// YAML 1.2's core schema: only `true` and `false` are booleans, `0o17` is octal.
    #[default]
    Core,
    /// The core schema, with YAML 1.1's words for booleans: what Terraform's `yamldecode` does.
    Words,
    /// What Kubernetes' own reader does: `yes`, `no`, `on`, `off`, `y`, `n` are booleans too,
    /// `017` is octal, and numbers may hold underscores.
    Yaml11,
}

/// Composes every document that can be read, by the core schema. After a syntax error the reading
/// resumes at the next `---` line, so that one bad document loses only itself.
pub fn compose(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Document> {
    compose_with(fragment, Schema::Core, diagnostics)
}

/// [`compose`] by a schema of choice.
pub fn compose_with(
    fragment: Fragment<'_>,
    schema: Schema,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let mut stream = Stream {
        fragment,
        builder: Builder::new(fragment, schema),
        documents: Vec::new(),
        template_reported: false,
        faults: 0,
        diagnostics,
    };
    stream.read_all();
    stream.finish();
    stream.documents
}

fn options() -> Options {
    let mut options = Options::default();
    options.set_emit_comments(false);
    // Above ours, so that it is the builder that refuses and names the place.
    options.flow_nesting_limit = MAX_DEPTH + 1;
    options.block_nesting_limit = MAX_DEPTH + 1;
    options
}

struct Stream<'a, 'd> {
    fragment: Fragment<'a>,
    builder: Builder<'a>,
    documents: Vec<Document>,
    template_reported: bool,
    faults: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Stream<'_, '_> {
    /// A `---` at the start of a line ends a document wherever it stands, so that documents can be
    /// told apart before they are read, unless directives or `...` lines come between them.
    fn read_all(&mut self) {
        let text = self.fragment.text;
        let begins_with = |mark: &str| text.starts_with(mark);
        if begins_with("%") || begins_with("...") || text.contains("\n%") || text.contains("\n...")
        {
            return self.read(0, text.len());
        }
        let mut from = 0;
        while from < text.len() {
            let to = next_marker(text, from);
            self.read_document(from, to);
            from = to;
        }
    }

    fn read_document(&mut self, from: usize, to: usize) {
        self.builder.start_at(from);
        if quick::read(&mut self.builder, self.fragment.text, from, to).is_some() {
            self.documents.extend(self.builder.finish());
        } else {
            self.builder.start_at(from);
            self.read(from, to);
        }
    }

    /// Reads a range of the text by the full parser.
    fn read(&mut self, from: usize, to: usize) {
        let text = self.fragment.text.get(from..to).unwrap_or_default();
        let mut parser = Parser::new_from_str_with_options(text, options());
        loop {
            let fault = match parser.next_event() {
                None => return,
                Some(Ok((event, span))) => {
                    let place = span.byte_range().unwrap_or_default();
                    match self.builder.event(event, from + place.start, from + place.end) {
                        Ok(None) => continue,
                        Ok(Some(document)) => {
                            self.documents.push(document);
                            continue;
                        }
                        Err(fault) => fault,
                    }
                }
                Some(Err(error)) => syntax_fault(&error, from),
            };
            self.report(fault);
            self.builder.abandon();
            if !matches!(parser.proceed_next_document(), Ok(true)) {
                return;
            }
        }
    }

    fn report(&mut self, fault: Fault) {
        self.faults += 1;
        let fault = match self.template_marker(fault.start) {
            Some(_) if self.template_reported => return,
            Some(marker) => {
                self.template_reported = true;
                Fault {
                    start: marker,
                    end: marker + 2,
                    message: "looks like a template (`{{`), which has to be rendered before it \
                              can be read as YAML"
                        .into(),
                }
            }
            None => fault,
        };
        if self.faults <= MAX_DIAGNOSTICS {
            let span = self.fragment.span(fault.start, fault.end);
            self.diagnostics.push(
                Diagnostic::at(self.fragment.path.clone(), span, fault.message, Loss::Part)
                    .losing("this YAML document"),
            );
        }
    }

    /// The first template marker of the document that holds an offset. `${{` is an expression of a
    /// workflow and ordinary text to YAML.
    fn template_marker(&self, offset: usize) -> Option<usize> {
        let text = self.fragment.text;
        let from = self.builder.document_start().min(offset);
        let rest = text.get(from..)?;
        let skip = rest.find('\n').unwrap_or(0);
        let end = rest.get(skip..)?.find("\n---").map_or(rest.len(), |at| skip + at);
        let document = rest.get(..end)?;
        document
            .match_indices("{{")
            .find(|(at, _)| !document.get(..*at).is_some_and(|before| before.ends_with('$')))
            .map(|(at, _)| from + at)
    }

    fn finish(&mut self) {
        let path = self.fragment.path;
        for note in self.builder.take_notes() {
            let span = self.fragment.span(note.start, note.end);
            self.diagnostics.push(Diagnostic::at(path.clone(), span, note.message, Loss::Nothing));
        }
        if self.faults > MAX_DIAGNOSTICS {
            let rest = self.faults - MAX_DIAGNOSTICS;
            let end = self.fragment.text.len();
            self.diagnostics.push(
                Diagnostic::at(
                    path.clone(),
                    self.fragment.span(end, end),
                    format!("{rest} further YAML documents could not be read"),
                    Loss::Part,
                )
                .losing("those documents"),
            );
        }
    }
}

/// Where the next document's `---` stands after an offset, or the text's end.
fn next_marker(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("\n---")) {
        at += found + 1;
        if matches!(bytes.get(at + 3), None | Some(b' ' | b'\n' | b'\r' | b'\t')) {
            return at;
        }
    }
    text.len()
}

fn syntax_fault(error: &ScanError, from: usize) -> Fault {
    let at = from + error.marker().byte_offset().unwrap_or_default();
    Fault { start: at, end: at, message: format!("invalid YAML: {}", error.info()).into() }
}

#[cfg(test)]
mod tests;
