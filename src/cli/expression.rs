//! `provost inspect --expr`: one Terraform expression, evaluated.

use std::io::{self, Write};

use provost::config::Config;
use provost::model::{Kind, Loss};
use provost::report::value;

use super::UsageError;
use super::exit::Exit;
use super::inspect::{because, walk};

/// Prints the value as JSON; on standard error what in it is unknown, and why.
pub fn run(expression: &str, config: &Config) -> anyhow::Result<Exit> {
    let answer = provost::scan::evaluate_expression(config, expression)?;
    let mut error = io::stderr().lock();
    if let Some(fault) = answer.faults.first() {
        return Err(UsageError(format!("--expr: {fault}")).into());
    }
    for diagnostic in answer.diagnostics.iter().filter(|item| item.loss != Loss::Nothing) {
        writeln!(error, "not read: {}: {}", diagnostic.path, diagnostic.message)?;
    }
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &value::json(&answer.value))?;
    writeln!(out)?;
    let mut open = Vec::new();
    walk(&answer.value, &mut |path, value| {
        if let Kind::Unknown(unknown) = &value.kind {
            let at = if path.is_empty() { String::new() } else { format!(" at {path}") };
            let mut text = format!("{}{at}: {}", unknown.name, because(unknown.because));
            if let Some(span) = unknown.declared_at {
                let (start, _) = answer.sources.positions(span);
                let path = answer.sources.path(span.file);
                text.push_str(&format!(", declared at {path}:{}:{}", start.line, start.column));
            }
            open.push(text);
        }
    });
    for text in &open {
        writeln!(error, "unknown: {text}")?;
    }
    if open.is_empty() {
        return Ok(Exit::Clean);
    }
    // What could not be evaluated at all has a fault somewhere in the module.
    for diagnostic in answer.diagnostics.iter().filter(|item| item.loss == Loss::Nothing) {
        let line = diagnostic.span.map(|span| answer.sources.positions(span).0.line);
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        writeln!(error, "note: {}{line}: {}", diagnostic.path, diagnostic.message)?;
    }
    Ok(Exit::Incomplete)
}
