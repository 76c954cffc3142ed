//! `provost history export`: runs, findings, contents and the ledger as lines of JSON, for whoever
//! wants to look at them or check them by other means.

use std::io::{self, Write};

use provost::history::{Life, Store, moment};
use serde_json::{Value, json};

use super::args::Part;
use super::{plain, run_json};
use crate::cli::exit::Exit;

/// Prints; exit code 1 where the ledger is not whole.
pub fn run(store: &Store, only: &[Part]) -> anyhow::Result<Exit> {
    let wanted = |part: Part| only.is_empty() || only.contains(&part);
    // What is not whole is not given out as if it were.
    if let Some(fault) = store.verify(None)?.fault {
        let fault = plain(&fault.to_string());
        writeln!(io::stderr(), "error: the history is not whole: {fault}")?;
        return Ok(Exit::Findings);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if wanted(Part::Runs) {
        for run in store.runs()? {
            let mut value = run_json(store, &run)?;
            if let Some(object) = value.as_object_mut() {
                object.shift_insert(0, "record".into(), "run".into());
            }
            writeln!(out, "{value}")?;
        }
    }
    if wanted(Part::Findings) {
        for life in store.lives()? {
            writeln!(out, "{}", finding(&life))?;
        }
    }
    if wanted(Part::States) {
        for (digest, body) in store.states()? {
            writeln!(out, "{}", json!({ "record": "state", "sha256": digest, "text": body }))?;
        }
    }
    if wanted(Part::Ledger) {
        let mut failed = Ok(());
        store.entries(|entry| {
            let value = json!({
                "record": "entry", "entry": entry.id, "kind": entry.kind, "text": entry.text,
                "digest": entry.digest, "line": entry.line, "previous": entry.previous,
                "hash": entry.hash,
            });
            if failed.is_ok() {
                failed = writeln!(out, "{value}");
            }
        })?;
        failed?;
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// A finding with its life; what it is now comes first.
fn finding(life: &Life) -> Value {
    let events: Vec<Value> = life
        .events
        .iter()
        .map(|event| {
            json!({ "run": event.run, "time": moment::shown(event.time),
                "state": event.state.name(), "severity": event.severity,
                "address": event.address, "file": event.file, "line": event.line,
                "message": event.message,
                "acceptance": event.acceptance.as_ref().map(|(kind, body)| json!({ kind: body })) })
        })
        .collect();
    let last = life.events.last();
    json!({
        "record": "finding", "fingerprint": life.fingerprint, "repository": life.repository,
        "rule": life.rule, "state": last.map(|event| event.state.name()),
        "severity": last.map(|event| event.severity.as_str()),
        "address": last.map(|event| event.address.as_str()),
        "file": last.map(|event| event.file.as_str()), "line": last.map(|event| event.line),
        "introduced": life.introduced().map(|event| event.run), "events": events,
    })
}
