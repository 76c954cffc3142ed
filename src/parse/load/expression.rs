//! One Terraform expression beside the files of a run.
//!
//! In: files and a directory of theirs. Out: the value of the expression in the module of that
//! directory. Faults of the expression itself are told apart from those of the files.

use super::{Options, parse_one, with_variable_files};
use crate::discover::SourceFile;
use crate::model::{Diagnostic, Source, Sources, Value};
use crate::parse::terraform::{self, NO_FILE};

/// What an expression gave.
#[derive(Debug)]
pub struct Answer {
    /// The value; parts of it may be unknown.
    pub value: Value,
    /// Texts by file id.
    pub sources: Sources,
    /// What is wrong with the expression itself, with the character where.
    pub faults: Vec<String>,
    /// What is wrong with the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Evaluates an expression in the module of a directory.
pub fn evaluate_expression(
    files: Vec<SourceFile>,
    directory: &str,
    expression: &str,
    options: &Options,
) -> Answer {
    let mut sources = Sources::default();
    let mut inputs = Vec::new();
    for file in files {
        let id = sources.add(Source::new(file.path, file.text));
        let source = sources.get(id);
        inputs.extend(source.map(|source| parse_one(id, file.kind, source).terraform));
    }
    let options = with_variable_files(&mut sources, &options.terraform);
    let inputs: Vec<_> = inputs.into_iter().flatten().collect();
    let (value, found) = terraform::evaluate_expression(expression, inputs, directory, &options);
    let own = |item: &Diagnostic| item.span.is_some_and(|span| span.file == NO_FILE);
    let (faults, diagnostics): (Vec<_>, Vec<_>) = found.into_iter().partition(own);
    let fault = |item: &Diagnostic| {
        let start = item.span.map_or(0, |span| span.start as usize);
        let before = expression.get(..start).unwrap_or(expression);
        format!("at character {}: {}", before.chars().count() + 1, item.message)
    };
    Answer { value, sources, faults: faults.iter().map(fault).collect(), diagnostics }
}
