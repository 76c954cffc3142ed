//! `provost explain RULE`: a rule's page.

use std::io::{self, Write};

use provost::policy::{Library, Rule};

use super::args::Global;
use super::exit::Exit;
use super::terminal;

/// Prints the page of a rule, or of each rule that an alias stands for.
pub fn run(name: &str, global: &Global) -> anyhow::Result<Exit> {
    let library = Library::embedded();
    library.require(name)?;
    let named =
        |rule: &&Rule| *rule.id == *name || rule.aliases.iter().any(|alias| **alias == *name);
    let mut out = io::stdout().lock();
    let bold = |text: &str| match terminal::colors(global) {
        true => format!("\u{1b}[1m{text}\u{1b}[0m"),
        false => text.to_string(),
    };
    for rule in library.rules.iter().filter(named) {
        writeln!(out, "{}\n", bold(&rule.title))?;
        writeln!(out, "  id        {}", rule.id)?;
        writeln!(out, "  severity  {}", rule.severity)?;
        writeln!(out, "  category  {}", rule.category)?;
        writeln!(out, "  judges    {}", rule.resources.join(", "))?;
        if !rule.aliases.is_empty() {
            writeln!(out, "  also      {}", rule.aliases.join(", "))?;
        }
        for (framework, criteria) in &rule.controls {
            writeln!(out, "  {framework:<9} {}", criteria.join(", "))?;
        }
        if rule.params.as_object().is_some_and(|params| !params.is_empty()) {
            writeln!(out, "  params    {}", rule.params)?;
        }
        writeln!(out, "\n{}\n", rule.description)?;
        if !rule.remediation.is_empty() {
            writeln!(out, "{}\n\n{}\n", bold("How to mend it"), rule.remediation)?;
        }
        for reference in &rule.references {
            writeln!(out, "{reference}")?;
        }
    }
    Ok(Exit::Clean)
}
