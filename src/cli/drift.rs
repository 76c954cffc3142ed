//! `provost drift A B`: what changed between two moments.

use std::io::{self, Write};

use provost::history::{Change, Drift, RunRow, Store, moment};
use serde_json::{Value, json};

use super::args::{DriftArgs, ListFormat};
use super::exit::Exit;
use super::history::{not_a_run, open, plain, run_json};

/// Changes that the table names one by one, of each kind.
const SHOWN: usize = 50;

/// Compares and prints; exit code 1 where a failure is open that was not.
pub fn run(arguments: &DriftArgs) -> anyhow::Result<Exit> {
    let store = open(&arguments.store)?;
    let from = side(&store, &arguments.from)?;
    let to = side(&store, &arguments.to)?;
    let drift = store.drift(&from, &to)?;
    let mut out = io::stdout().lock();
    match arguments.format {
        ListFormat::Json => {
            let value = json!({
                "version": 1, "from": run_json(&store, &from)?, "to": run_json(&store, &to)?,
                "introduced": list(&drift.introduced), "fixed": list(&drift.fixed),
                "reopened": list(&drift.reopened), "moved": list(&drift.moved),
                "waived": list(&drift.waived),
            });
            writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        }
        ListFormat::Table => {
            writeln!(out, "{} → {}", named(&from), named(&to))?;
            table(&drift, &mut out)?;
        }
    }
    Ok(if drift.is_worse() { Exit::Findings } else { Exit::Clean })
}

/// A recorded run, by its number or by a moment.
fn side(store: &Store, name: &str) -> anyhow::Result<RunRow> {
    Ok(store.run_named(name)?.ok_or_else(|| not_a_run(name))?)
}

fn named(run: &RunRow) -> String {
    format!("run {} ({})", run.id, moment::shown(run.time))
}

fn table(drift: &Drift, out: &mut dyn Write) -> io::Result<()> {
    let kinds = [
        ("introduced", &drift.introduced),
        ("reopened", &drift.reopened),
        ("fixed", &drift.fixed),
        ("waived", &drift.waived),
        ("moved", &drift.moved),
    ];
    for (name, changes) in kinds.iter().filter(|(_, changes)| !changes.is_empty()) {
        writeln!(out, "\n{name}")?;
        for change in changes.iter().take(SHOWN) {
            let now = &change.now;
            let then = match &change.before {
                Some(before) if *name == "moved" => {
                    format!("  (from {}:{})", plain(&before.file), before.line)
                }
                _ => String::new(),
            };
            writeln!(
                out,
                "  {:8}  {}  {}  {}:{}{then}",
                now.severity,
                now.rule,
                plain(&now.address),
                plain(&now.file),
                now.line
            )?;
        }
        if changes.len() > SHOWN {
            writeln!(out, "  … and {} more; --format json lists all", changes.len() - SHOWN)?;
        }
    }
    writeln!(
        out,
        "\n{} introduced, {} reopened, {} fixed, {} waived, {} moved",
        drift.introduced.len(),
        drift.reopened.len(),
        drift.fixed.len(),
        drift.waived.len(),
        drift.moved.len()
    )
}

fn list(changes: &[Change]) -> Vec<Value> {
    changes
        .iter()
        .map(|change| {
            let now = &change.now;
            json!({
                "fingerprint": change.fingerprint, "rule": now.rule, "severity": now.severity,
                "state": now.state.name(), "address": now.address, "file": now.file,
                "line": now.line, "message": now.message,
                "before": change.before.as_ref().map(|before| json!({
                    "state": before.state.name(), "address": before.address,
                    "file": before.file, "line": before.line })),
            })
        })
        .collect()
}
