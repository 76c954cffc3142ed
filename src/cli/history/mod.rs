//! `provost history`: list, show and verify here, the others one file each.

pub mod args;
mod backfill;
mod export;
mod keep;
mod trend;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use provost::config::repository_above;
use provost::history::verify::is_head;
use provost::history::{HistoryError, Ranges, RunRow, Store, moment};
use serde_json::{Value, json};

use super::args::{Global, ListFormat, StoreArgs};
use super::exit::Exit;
use super::{UsageError, admissions, record};
use args::HistoryCommand;

/// Runs one of the commands.
pub fn run(command: &HistoryCommand, global: &Global) -> anyhow::Result<Exit> {
    match command {
        HistoryCommand::List { store, format } => list(&open(store)?, *format),
        HistoryCommand::Show { store, run, format } => match admissions::number(run) {
            Some(number) => admissions::show(&open(store)?, number, *format),
            None => show(&open(store)?, run, *format),
        },
        HistoryCommand::Admissions(arguments) => admissions::run(arguments),
        HistoryCommand::Verify { store, head, format } => {
            verify(&open(store)?, head.as_deref(), *format)
        }
        HistoryCommand::Trend(arguments) => trend::run(arguments, &open(&arguments.store)?),
        HistoryCommand::Backfill(arguments) => backfill::run(arguments, global),
        HistoryCommand::Prune(arguments) => keep::prune(arguments, global),
        HistoryCommand::Backup { store, file } => keep::backup(store, file),
        HistoryCommand::Restore { store, file, force } => keep::bring_back(store, file, *force),
        HistoryCommand::Export { store, only } => export::run(&open(store)?, only),
    }
}

/// The store that a command reads.
pub fn open(store: &StoreArgs) -> anyhow::Result<Store> {
    Ok(Store::open(&store_path(store)?)?)
}

/// Where the store of a command lies.
fn store_path(store: &StoreArgs) -> anyhow::Result<PathBuf> {
    let directory = std::env::current_dir()?;
    let repository = repository_above(&directory);
    let path = record::store_path(store.history.as_deref(), repository.as_deref(), &directory)?;
    // The default place reads better as people see it from where they are.
    Ok(path.strip_prefix(&directory).map_or(path.clone(), Path::to_path_buf))
}

fn list(store: &Store, format: ListFormat) -> anyhow::Result<Exit> {
    let runs = store.runs()?;
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        let list = runs.iter().map(|run| run_json(store, run)).collect::<Result<Vec<_>, _>>()?;
        let days = admissions::days_json(store)?;
        let value = json!({ "version": 1, "runs": list, "admissions": days });
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(Exit::Clean);
    }
    // A store may hold what a door judged, and no run.
    if runs.is_empty() && !store.doors()?.is_empty() {
        admissions::days(store, &mut out)?;
        return Ok(Exit::Clean);
    }
    writeln!(
        out,
        "{:>5}  {:20}  {:10}  {:>7}  {:>9}  {:>6}  {:>6}  packs",
        "run", "time", "revision", "files", "resources", "failed", "waived"
    )?;
    let prunings = store.prunings()?;
    let pruned = prunings.iter().fold(Ranges::default(), |all, own| all.with(&own.pruned.runs));
    for run in &runs {
        let context = store.context(run)?;
        let packs: Vec<String> = context.packs.into_iter().map(|pack| pack.name).collect();
        let notes = [
            (!run.complete, "  (incomplete)"),
            (context.filled_in.is_some(), "  (filled in later)"),
            (pruned.contains(run.id), "  (pruned)"),
        ];
        let note: String = notes.iter().filter(|(is, _)| *is).map(|(_, note)| *note).collect();
        writeln!(
            out,
            "{:>5}  {:20}  {:10}  {:>7}  {:>9}  {:>6}  {:>6}  {}{note}",
            run.id,
            moment::shown(run.time),
            short(run),
            files_seen(run),
            population(run),
            run.resources.1,
            run.resources.2,
            plain(&packs.join(", ")),
        )?;
    }
    if !store.doors()?.is_empty() {
        writeln!(out)?;
        admissions::days(store, &mut out)?;
    }
    Ok(Exit::Clean)
}

fn show(store: &Store, name: &str, format: ListFormat) -> anyhow::Result<Exit> {
    let run = store.run_named(name)?.ok_or_else(|| {
        UsageError(format!(
            "`{name}` is no run; write its number, or @2026-11-01 for the last by then"
        ))
    })?;
    let mut value = run_json(store, &run)?;
    let mut findings = Vec::new();
    for life in store.findings(&run)? {
        let Some(event) = life.at(run.order()) else { continue };
        let introduced = life.introduced().map(|event| event.run);
        findings.push(json!({
            "fingerprint": life.fingerprint, "rule": life.rule, "state": event.state.name(),
            "severity": event.severity, "address": event.address, "file": event.file,
            "line": event.line, "message": event.message, "introduced": introduced,
            "since": event.run, "verdict_hash": event.verdict_hash,
            "acceptance": event.acceptance.as_ref().map(|(kind, body)| json!({ kind: body })),
        }));
    }
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        let resources: Vec<Value> = store
            .population(&run)?
            .into_iter()
            .map(|member| {
                json!({ "address": member.address, "type": member.kind, "file": member.file,
                    "status": member.status.name(), "verdict_hash": member.verdict_hash })
            })
            .collect();
        if let Some(object) = value.as_object_mut() {
            object.insert("version".into(), json!(1));
            object.insert("resources".into(), Value::Array(resources));
            object.insert("findings".into(), Value::Array(findings));
        }
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(Exit::Clean);
    }
    show_run(store, &run, &mut out)?;
    for finding in &findings {
        let text = |key: &str| plain(finding.get(key).and_then(Value::as_str).unwrap_or_default());
        let number = |key: &str| finding.get(key).and_then(Value::as_i64).unwrap_or_default();
        writeln!(
            out,
            "\n{:8}  {:13}  {}\n  {} at {}:{}\n  {} (fingerprint {}, since run {})",
            text("severity"),
            text("state"),
            text("rule"),
            text("address"),
            text("file"),
            number("line"),
            text("message"),
            text("fingerprint"),
            number("introduced"),
        )?;
    }
    Ok(Exit::Clean)
}

fn show_run(store: &Store, run: &RunRow, out: &mut dyn Write) -> anyhow::Result<()> {
    let context = store.context(run)?;
    let (parsed, failed, excluded) = run.files;
    let (pass, fail, waived, open) = run.resources;
    let counts = run.evaluations;
    writeln!(out, "run         {} at {}", run.id, moment::shown(run.time))?;
    writeln!(out, "repository  {}", plain(&run.repository))?;
    let modified = match run.modified {
        Some(count) if count > 0 => format!(", modified files: {count}"),
        _ => String::new(),
    };
    writeln!(out, "revision    {}{modified}", run.revision.as_deref().unwrap_or("not known"))?;
    if let Some(job) = &run.job {
        writeln!(out, "job         {}", plain(job))?;
    }
    writeln!(out, "command     {} ({})", plain(&context.command), context.tool)?;
    for pack in &context.packs {
        writeln!(
            out,
            "pack        {} {} {}",
            plain(&pack.name),
            plain(&pack.version),
            pack.digest
        )?;
    }
    let seen = files_seen(run);
    writeln!(
        out,
        "files       {seen} seen = {parsed} parsed + {failed} failed + {excluded} excluded"
    )?;
    writeln!(
        out,
        "resources   {} = {pass} pass + {fail} fail + {waived} waived + {open} not assessed",
        population(run)
    )?;
    writeln!(
        out,
        "evaluations {} = {} pass + {} fail + {} indeterminate + {} not applicable + {} error",
        counts.total(),
        counts.pass,
        counts.fail,
        counts.indeterminate,
        counts.not_applicable,
        counts.error
    )?;
    if let Some(time) = context.filled_in {
        writeln!(out, "filled in   {}: no scan ran at the run's time", moment::shown(time))?;
    }
    writeln!(out, "complete    {}", if run.complete { "yes" } else { "no" })?;
    writeln!(out, "population  {}", run.population)?;
    Ok(())
}

fn verify(store: &Store, head: Option<&str>, format: ListFormat) -> anyhow::Result<Exit> {
    if let Some(head) = head.filter(|head| !is_head(head)) {
        return Err(UsageError(format!("--head: `{head}` is not 64 hex digits")).into());
    }
    let verified = store.verify(head)?;
    let lost = head.is_some() && verified.anchor.is_none() && verified.fault.is_none();
    let whole = verified.fault.is_none() && !lost;
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        let fault = verified.fault.as_ref().map(
            |fault| json!({ "table": fault.table, "row": fault.row, "message": fault.message }),
        );
        let prunings: Vec<Value> = match verified.fault {
            Some(_) => Vec::new(),
            None => store.prunings()?.iter().map(keep::json).collect(),
        };
        let value = json!({
            "version": 1, "whole": whole, "entries": verified.entries, "rows": verified.rows,
            "runs": verified.runs, "head": verified.head, "fault": fault,
            "anchor": head.map(|head| json!({ "head": head, "entry": verified.anchor })),
            "prunings": prunings,
        });
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
    } else if let Some(fault) = &verified.fault {
        writeln!(out, "not whole: {}", plain(&fault.to_string()))?;
        writeln!(out, "whole up to entry {}, head {}", verified.entries, verified.head)?;
    } else if lost {
        writeln!(out, "not whole: no entry has the head that was asked for")?;
        writeln!(out, "the chain ends at entry {}, head {}", verified.entries, verified.head)?;
    } else {
        writeln!(
            out,
            "whole: {} runs, {} entries, {} rows\nhead {}",
            verified.runs, verified.entries, verified.rows, verified.head
        )?;
        if let Some(entry) = verified.anchor {
            writeln!(out, "the head that was asked for is entry {entry}")?;
        }
        keep::prunings(store, &mut out)?;
    }
    Ok(if whole { Exit::Clean } else { Exit::Findings })
}

/// A run as commands print it in JSON.
pub fn run_json(store: &Store, run: &RunRow) -> Result<Value, HistoryError> {
    let context = store.context(run)?;
    let (parsed, failed, excluded) = run.files;
    let (pass, fail, waived, open) = run.resources;
    let counts = run.evaluations;
    let packs: Vec<Value> = context
        .packs
        .iter()
        .map(|pack| json!({ "name": pack.name, "version": pack.version, "digest": pack.digest }))
        .collect();
    Ok(json!({
        "run": run.id, "time": moment::shown(run.time), "repository": run.repository,
        "revision": run.revision, "command": context.command, "tool": context.tool,
        "filled_in": context.filled_in.map(moment::shown), "modified": run.modified,
        "job": run.job,
        "roots": context.roots, "packs": packs, "complete": run.complete,
        "files": { "seen": files_seen(run), "parsed": parsed, "failed": failed,
            "excluded": excluded },
        "population": { "resources": population(run), "pass": pass, "fail": fail,
            "waived": waived, "not_assessed": open, "hash": run.population },
        "evaluations": { "pass": counts.pass, "fail": counts.fail,
            "indeterminate": counts.indeterminate, "not_applicable": counts.not_applicable,
            "error": counts.error },
        "waived": run.waived, "suppressed": run.suppressed,
    }))
}

fn files_seen(run: &RunRow) -> i64 {
    run.files.0 + run.files.1 + run.files.2
}

fn population(run: &RunRow) -> i64 {
    run.resources.0 + run.resources.1 + run.resources.2 + run.resources.3
}

fn short(run: &RunRow) -> String {
    run.revision.as_deref().unwrap_or("").chars().take(10).collect()
}

/// Text of scanned files, without what a terminal would obey.
pub fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
