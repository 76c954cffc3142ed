//! `provost history prune|backup|restore`: keeping a store, and letting go of what is old.

use std::io::{self, Write};
use std::path::Path;

use provost::history::{
    CopyError, Prune, PruneError, Pruned, Pruning, Store, Verified, moment, restore,
};
use serde_json::{Value, json};

use super::args::PruneArgs;
use super::{open, plain, store_path};
use crate::cli::UsageError;
use crate::cli::args::{Global, StoreArgs};
use crate::cli::exit::Exit;

/// Prunes, or says what would go.
pub fn prune(arguments: &PruneArgs, global: &Global) -> anyhow::Result<Exit> {
    let text = &arguments.before;
    let before = match text.parse() {
        Ok(day) => moment::start_of(day),
        Err(_) => moment::parse(text).ok_or_else(|| {
            UsageError(format!("--before: `{text}` is no day as 2026-11-01, and no moment"))
        })?,
    };
    let mut store = open(&arguments.store)?;
    if arguments.dry_run {
        let pruned = store.prunable(before)?;
        told(&pruned, "would go", global)?;
        return Ok(Exit::Clean);
    }
    let said = |option: &str, text: &Option<String>| match text.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(UsageError(format!("--{option}: must say something; the ledger keeps it"))),
    };
    let asked = Prune {
        time: crate::cli::audit::epoch()?.unwrap_or_else(provost::config::clock),
        before,
        approved_by: said("approved-by", &arguments.approved_by)?,
        reason: said("reason", &arguments.reason)?,
    };
    match store.prune(&asked) {
        Ok(pruned) => {
            told(&pruned, "pruned", global)?;
            Ok(Exit::Clean)
        }
        Err(error @ PruneError::NotWhole(_)) => {
            writeln!(io::stderr(), "error: {}", plain(&error.to_string()))?;
            Ok(Exit::Findings)
        }
        Err(PruneError::History(error)) => Err(error.into()),
    }
}

fn told(pruned: &Pruned, what: &str, global: &Global) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if pruned.runs.is_empty() {
        return writeln!(out, "nothing to prune: the last run of each kind before that day stays");
    }
    let (states, excerpts) = (pruned.states.count(), pruned.excerpts.count());
    writeln!(out, "{what}: the contents of runs {}", pruned.runs)?;
    writeln!(out, "{states} states and {excerpts} excerpts, {} bytes", pruned.bytes)?;
    writeln!(out, "sha256 {} over their hashes", pruned.digest)?;
    if what == "pruned" && !global.quiet {
        writeln!(io::stderr(), "the runs and their counts stay; the ledger says who allowed it")?;
    }
    Ok(())
}

/// Writes a copy.
pub fn backup(store: &StoreArgs, file: &Path) -> anyhow::Result<Exit> {
    match open(store)?.backup(file) {
        Ok(verified) => whole(file, &verified),
        Err(error) => failed(error),
    }
}

/// Brings a copy back.
pub fn bring_back(store: &StoreArgs, file: &Path, force: bool) -> anyhow::Result<Exit> {
    let place = store_path(store)?;
    match restore(file, &place, force) {
        Ok(restored) => {
            if let Some(aside) = restored.aside {
                writeln!(io::stderr(), "what was there is now {}", aside.display())?;
            }
            whole(&place, &restored.verified)
        }
        Err(error) => failed(error),
    }
}

fn whole(place: &Path, verified: &Verified) -> anyhow::Result<Exit> {
    writeln!(
        io::stdout(),
        "{}: whole, {} runs, head {}",
        place.display(),
        verified.runs,
        verified.head
    )?;
    Ok(Exit::Clean)
}

fn failed(error: CopyError) -> anyhow::Result<Exit> {
    match error {
        CopyError::History(error) => Err(error.into()),
        error @ CopyError::Taken { .. } => Err(UsageError(plain(&error.to_string())).into()),
        error @ CopyError::NotWhole { .. } => {
            writeln!(io::stderr(), "error: {}", plain(&error.to_string()))?;
            Ok(Exit::Findings)
        }
    }
}

/// A pruning as commands print it in JSON.
pub fn json(own: &Pruning) -> Value {
    json!({
        "time": moment::shown(own.asked.time), "before": moment::shown(own.asked.before),
        "approved_by": own.asked.approved_by, "reason": own.asked.reason,
        "runs": own.pruned.runs.to_string(), "states": own.pruned.states.count(),
        "excerpts": own.pruned.excerpts.count(), "bytes": own.pruned.bytes,
        "sha256": own.pruned.digest,
    })
}

/// What was pruned, a line each.
pub fn prunings(store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
    for own in store.prunings()? {
        writeln!(
            out,
            "pruned on {}: the contents of runs {}, approved by {}: {}",
            moment::shown(own.asked.time),
            own.pruned.runs,
            plain(&own.asked.approved_by),
            plain(&own.asked.reason)
        )?;
    }
    Ok(())
}
