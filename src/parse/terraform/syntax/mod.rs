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
mod literal;
mod reader;
mod recover;
mod salvage;
mod structure;
mod template;
#[cfg(test)]
mod tests;
mod traversal;

use ast::{Body, Expression, ExpressionKind, TemplatePart};
use reader::{Fault, Read, Reader};

use crate::model::{Diagnostic, Loss};
use crate::parse::Fragment;

/// Reads configuration in the native syntax (`.tf`, `.tofu`, `.tfvars`).
pub fn parse(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut reader = Reader::new(fragment);
    let mut result = reader.file();
    if result.is_err() {
        reader = Reader::new(fragment);
        reader.tolerant = true;
        result = reader.file();
    }
    let body = result.unwrap_or_else(|fault| {
        reader.report_fault(&fault);
        Body::default()
    });
    diagnostics.append(&mut reader.diagnostics);
    body
}

/// Reads one expression, which may go over several lines.
pub fn parse_expression(fragment: Fragment<'_>, diagnostics: &mut Vec<Diagnostic>) -> Expression {
    let mut reader = Reader::new(fragment);
    let result = reader.expression().and_then(|expression| {
        reader.space();
        if reader.at_end() { Ok(expression) } else { reader.expected("the end of the expression") }
    });
    let result = value_or_fault(&mut reader, result);
    diagnostics.append(&mut reader.diagnostics);
    let span = fragment.span(0, fragment.text.len());
    result.unwrap_or(Expression { kind: ExpressionKind::Invalid, span })
}

/// Reads a whole text as a template: what `templatefile` reads. A fault leaves one part, an
/// interpolation of [`Invalid`](ExpressionKind::Invalid).
pub fn parse_template(
    fragment: Fragment<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TemplatePart> {
    let mut reader = Reader::new(fragment);
    let result = reader.template();
    let result = value_or_fault(&mut reader, result);
    diagnostics.append(&mut reader.diagnostics);
    let span = fragment.span(0, fragment.text.len());
    let invalid = Expression { kind: ExpressionKind::Invalid, span };
    result.unwrap_or_else(|| vec![TemplatePart::Interpolation(invalid)])
}

fn value_or_fault<T>(reader: &mut Reader<'_>, result: Read<T>) -> Option<T> {
    result
        .map_err(|Fault { start, end, message, .. }| {
            reader.report(start, end, message.into_owned(), Loss::Part);
        })
        .ok()
}
