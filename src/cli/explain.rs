//! `provost explain`: a rule's page, or why a finding is what it is.

use std::io::{self, Write};
use std::path::Path;

use provost::policy::{Library, Rule};
use provost::report::page::Page;
use serde_json::Value as Json;

use super::args::{ExplainArgs, Global};
use super::exit::Exit;
use super::{UsageError, scan, terminal};

/// Least digits of a fingerprint: fewer would mean too many findings.
const LEAST: usize = 4;
/// Largest report that is read.
const MAX_REPORT: u64 = 1 << 30;
/// Findings that a prefix of several is told to mean.
const NAMED: usize = 10;

/// Prints the page of a rule, of each rule that an alias stands for, or of a finding.
pub fn run(arguments: &ExplainArgs, global: &Global) -> anyhow::Result<Exit> {
    let name = &*arguments.name;
    let mut library = Library::embedded();
    for path in &arguments.input.policy {
        library.add_path(path)?;
    }
    let is_rule = library.position_by_any_name(name).is_some();
    if is_rule && arguments.report.is_none() {
        return rule_page(&library, name, global);
    }
    let digits = name.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits || name.len() < LEAST {
        // Names the rules that are meant, perhaps.
        library.require(name)?;
        let text = format!("`{name}` is no fingerprint: {LEAST} hexadecimal digits or more");
        return Err(UsageError(text).into());
    }
    let prefix = name.to_ascii_lowercase();
    match &arguments.report {
        Some(path) => of_report(&prefix, path, global),
        None => of_scan(&prefix, arguments, global),
    }
}

fn rule_page(library: &Library, name: &str, global: &Global) -> anyhow::Result<Exit> {
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

/// The finding of a scan, by the packs that were chosen; by all rules where these do not give it.
fn of_scan(prefix: &str, arguments: &ExplainArgs, global: &Global) -> anyhow::Result<Exit> {
    let mut flags = scan::flags(&arguments.input, global);
    flags.waivers.clone_from(&arguments.waivers);
    flags.include_passes = true;
    let mut run = provost::scan::scan(&scan::config(&flags)?)?;
    let found = |run: &provost::finding::Run| {
        run.results.iter().any(|result| result.fingerprint.starts_with(prefix))
    };
    let narrowed = !arguments.input.pack.is_empty() || !arguments.input.rule.is_empty();
    if !found(&run) && !narrowed {
        flags.packs = vec!["all".into()];
        run = provost::scan::scan(&scan::config(&flags)?)?;
        if found(&run) && !global.quiet {
            let note = "note: judged by --pack all; the packs chosen here do not hold its rule";
            writeln!(io::stderr(), "{note}")?;
        }
    }
    let pages = run.results.iter().filter(|result| result.fingerprint.starts_with(prefix));
    show(prefix, pages.map(|result| Page::of_run(&run, result)).collect(), "this scan", global)
}

fn of_report(prefix: &str, path: &Path, global: &Global) -> anyhow::Result<Exit> {
    let fault = |why: &dyn std::fmt::Display| UsageError(format!("{}: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| fault(&error))?.len();
    if size > MAX_REPORT {
        return Err(fault(&"too large for a report").into());
    }
    let text = std::fs::read(path).map_err(|error| fault(&error))?;
    let report: Json = serde_json::from_slice(&text).map_err(|error| fault(&error))?;
    if report.get("version").and_then(Json::as_u64) != Some(1) {
        return Err(fault(&"not a JSON report of version 1").into());
    }
    let results = report.get("results").and_then(Json::as_array);
    let meant = |entry: &&Json| {
        let print = entry.get("fingerprint").and_then(Json::as_str);
        print.is_some_and(|print| print.starts_with(prefix))
    };
    let entries = results.into_iter().flatten().filter(meant);
    let pages = entries.map(|entry| Page::of_report(entry.clone())).collect();
    show(prefix, pages, "the report", global)
}

/// The one page that a prefix means.
fn show(prefix: &str, pages: Vec<Page<'_>>, of: &str, global: &Global) -> anyhow::Result<Exit> {
    match pages.as_slice() {
        [page] => {
            page.write(terminal::colors(global), &mut io::stdout().lock())?;
            Ok(Exit::Clean)
        }
        [] => {
            let text = format!("no finding of {of} has a fingerprint that starts with {prefix}");
            Err(UsageError(text).into())
        }
        several => {
            let line = |page: &Page<'_>| {
                let text = |key: &str| page.entry.get(key).and_then(Json::as_str).unwrap_or("");
                format!("\n  {}  {}  {}", text("fingerprint"), text("rule"), text("address"))
            };
            let named: String = several.iter().take(NAMED).map(line).collect();
            let count = several.len();
            Err(UsageError(format!("{prefix} means {count} findings of {of}:{named}")).into())
        }
    }
}
