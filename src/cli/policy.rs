//! `provost policy list` and `show`.

use std::io::{self, Write};
use std::path::PathBuf;

use provost::policy::{Choice, Library, PolicySource, Rule};

use super::args::ListFormat;
use super::exit::Exit;

/// Lists rules.
pub fn list(packs: &[String], policies: &[PathBuf], format: ListFormat) -> anyhow::Result<Exit> {
    let mut library = Library::embedded();
    for path in policies {
        library.add_path(path)?;
    }
    let packs = if packs.is_empty() { vec!["all".to_string()] } else { packs.to_vec() };
    let rules = library.select(&Choice { packs, ..Choice::default() })?.rules;
    let mut out = io::stdout().lock();
    match format {
        ListFormat::Table => {
            let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            for rule in &rules {
                writeln!(out, "{:width$}  {:<8}  {}", rule.id, rule.severity, rule.title)?;
            }
            writeln!(out, "\n{} rules", rules.len())?;
        }
        ListFormat::Json => {
            let list: Vec<_> = rules.iter().map(json).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&list)?)?;
        }
    }
    Ok(Exit::Clean)
}

fn json(rule: &Rule) -> serde_json::Value {
    let strings =
        |list: &[provost::model::Str]| list.iter().map(|text| text.to_string()).collect::<Vec<_>>();
    let controls: serde_json::Map<String, serde_json::Value> = rule
        .controls
        .iter()
        .map(|(framework, ids)| (framework.to_string(), strings(ids).into()))
        .collect();
    serde_json::json!({
        "id": *rule.id, "title": *rule.title, "description": *rule.description,
        "severity": rule.severity.name(), "category": *rule.category,
        "resources": strings(&rule.resources), "aliases": strings(&rule.aliases),
        "controls": controls, "params": rule.params, "remediation": *rule.remediation,
        "references": strings(&rule.references), "path": *rule.path,
        "builtin": rule.source == PolicySource::Library,
    })
}

/// Prints a rule's policy text.
pub fn show(name: &str) -> anyhow::Result<Exit> {
    let library = Library::embedded();
    let index = library.require(name)?;
    if let Some(rule) = library.rules.get(index) {
        let mut out = io::stdout().lock();
        writeln!(out, "# {}\n\n{}", rule.path, rule.text.trim_end())?;
    }
    Ok(Exit::Clean)
}
