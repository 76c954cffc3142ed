//! Syntax of Terraform's language: text to a tree of our own with spans.
//!
//! In: a [`Fragment`] in the native or in the JSON syntax. Out: the [tree](ast), and a diagnostic
//! for each fault. A text without a fault is read once, by our own reader. After a fault it is
//! read again, tolerantly: what stands before, beside and after a fault is kept, and a broken
//! value is [`Invalid`](ast::ExpressionKind::Invalid). Never here: what the text means.

pub mod ast;
mod collection;
mod depth;
#[cfg(test)]
mod edit;
mod escape;
mod expression;
mod json;
mod literal;
mod reader;
mod recover;
mod salvage;
mod scan;
mod schema;
mod structure;
mod template;
#[cfg(test)]
mod tests;
mod traversal;

pub use json::{parse_json, parse_json_variables};

use ast::{Body, Expression, ExpressionKind, TemplatePart};
use depth::MAX_DEPTH;
use reader::{Fault, Read, Reader};

use crate::model::{Diagnostic, Loss};
use crate::parse::Fragment;

/// Stack for the deepest text that is read, many times over.
const DEEP_STACK: usize = 64 * 1024 * 1024;

/// Reads configuration in the native syntax (`.tf`, `.tofu`, `.tfvars`).
pub fn parse(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    read(fragment, diagnostics, |reader| {
        let mut result = reader.file();
        if result.is_err() && (!reader.short_of_room || reader.limit == MAX_DEPTH) {
            *reader = reader.again();
            reader.tolerant = true;
            result = reader.file();
        }
        result.unwrap_or_else(|fault| {
            reader.report_fatal(&fault);
            Body::default()
        })
    })
}

/// Reads one expression, which may go over several lines. A fault leaves
/// [`Invalid`](ExpressionKind::Invalid).
pub fn parse_expression(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Expression {
    read(fragment, diagnostics, |reader| {
        let result = reader.expression().and_then(|expression| {
            reader.space();
            if reader.at_end() {
                Ok(expression)
            } else {
                reader.expected("the end of the expression")
            }
        });
        value_or_fault(reader, result).unwrap_or_else(|| invalid(fragment))
    })
}

/// Reads a whole text as a template: what `templatefile` reads. A fault leaves one part, an
/// interpolation of [`Invalid`](ExpressionKind::Invalid).
pub fn parse_template(
    fragment: Fragment<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TemplatePart> {
    read(fragment, diagnostics, |reader| {
        let result = reader.template();
        value_or_fault(reader, result)
            .unwrap_or_else(|| vec![TemplatePart::Interpolation(invalid(fragment))])
    })
}

/// Reads here, or where that is too deep for any stack, on a large one.
fn read<T: Send>(
    fragment: Fragment<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    part: impl Fn(&mut Reader<'_>) -> T + Sync,
) -> T {
    let mut reader = Reader::new(fragment);
    let mut value = part(&mut reader);
    let mut found = reader.diagnostics;
    if reader.short_of_room {
        let deep = || {
            let mut reader = Reader::new(fragment);
            reader.limit = MAX_DEPTH;
            (part(&mut reader), reader.diagnostics)
        };
        let done = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(DEEP_STACK);
            thread.spawn_scoped(scope, deep).ok().and_then(|thread| thread.join().ok())
        });
        // Without a thread the shallow reading stands, with its fault.
        if let Some(done) = done {
            (value, found) = done;
        }
    }
    diagnostics.append(&mut found);
    value
}

fn invalid(fragment: Fragment<'_>) -> Expression {
    let span = fragment.span(0, fragment.text.len());
    Expression { kind: ExpressionKind::Invalid, span }
}

fn value_or_fault<T>(reader: &mut Reader<'_>, result: Read<T>) -> Option<T> {
    result
        .map_err(|Fault { start, end, message, .. }| {
            reader.report(start, end, message.into_owned(), Loss::Part);
        })
        .ok()
}
