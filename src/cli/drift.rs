//! `provost drift A B`: what changed between two moments, each a recorded run or a git revision.

use std::io::{self, Write};

use provost::history::{Change, Drift};
use serde_json::{Value, json};

use super::args::{DriftArgs, Global, ListFormat};
use super::drift_sides::{self, Compared};
use super::exit::Exit;
use super::history::plain;

/// Changes that the table names one by one, of each kind.
const SHOWN: usize = 50;

/// Compares and prints; exit code 1 where a failure is open that was not.
pub fn run(arguments: &DriftArgs, global: &Global) -> anyhow::Result<Exit> {
    let store = drift_sides::store(arguments)?;
    let compared = drift_sides::compare(arguments, store.as_ref(), global)?;
    let Compared { from, to, drift, one_sided } = compared;
    let mut out = io::stdout().lock();
    match arguments.format {
        ListFormat::Json => {
            let value = json!({
                "version": 1, "from": from.json(store.as_ref())?, "to": to.json(store.as_ref())?,
                "introduced": list(&drift.introduced), "fixed": list(&drift.fixed),
                "reopened": list(&drift.reopened), "moved": list(&drift.moved),
                "waived": list(&drift.waived), "rules_of_one_side": one_sided,
            });
            writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        }
        ListFormat::Table => {
            writeln!(out, "{} → {}", from.named(), to.named())?;
            if one_sided > 0 {
                writeln!(out, "{one_sided} rules judged one side only, and are left out")?;
            }
            table(&drift, &mut out)?;
        }
    }
    Ok(if drift.is_worse() { Exit::Findings } else { Exit::Clean })
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
