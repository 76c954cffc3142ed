//! `provost history backfill`: runs for commits of the past.
//!
//! In: a way through the history of a repository. Out: a run for each commit chosen, with the
//! commit's time, in a stream of its own that says when it was filled in: an auditor sees that no
//! scan ran back then. Commits that have a run already are passed over.

use std::collections::BTreeSet;
use std::io::{self, Write};

use provost::config::Config;
use provost::discover::revision::{Commit, Repository};
use provost::history::{HistoryError, Store, moment};

use super::args::BackfillArgs;
use super::store_path;
use crate::cli::args::Global;
use crate::cli::exit::Exit;
use crate::cli::{UsageError, record, scan};

/// A commit that gets a run.
struct Chosen {
    commit: Commit,
    time: i64,
}

/// Scans and records.
pub fn run(arguments: &BackfillArgs, global: &Global) -> anyhow::Result<Exit> {
    let mut flags = scan::flags(&arguments.input, global);
    flags.waivers.clone_from(&arguments.waivers);
    let mut config = scan::config(&flags)?;
    config.record = true;
    let now = config.now;
    let chosen = chosen(arguments, &config).map_err(anyhow::Error::from)?;
    let chosen = every(chosen, &arguments.every)?;
    let place = store_path(&arguments.store)?;
    let known = match Store::open(&place) {
        Ok(store) => recorded(&store, &config)?,
        Err(HistoryError::NoStore(_)) => BTreeSet::new(),
        Err(error) => return Err(error.into()),
    };
    let (old, new): (Vec<Chosen>, Vec<Chosen>) =
        chosen.into_iter().partition(|own| known.contains(&*own.commit.id));
    if arguments.dry_run {
        let mut out = io::stdout().lock();
        for own in &new {
            writeln!(out, "{} {}", own.commit.id, moment::shown(own.time))?;
        }
        note(global, &format!("{} commits, {} have a run already", new.len(), old.len()))?;
        return Ok(Exit::Clean);
    }
    if new.is_empty() {
        note(global, &format!("nothing to do: {} commits have a run already", old.len()))?;
        return Ok(Exit::Clean);
    }
    let mut store = Store::open_or_create(&place)?;
    for own in &new {
        config.rev = Some(own.commit.id.to_string());
        // Waivers and suppressions expire by the commit's time, as they would have.
        config.now = own.time;
        let run = provost::scan::scan(&config)?;
        let mut occasion = record::occasion(&config)?;
        occasion.filled_in = Some(now);
        occasion.modified = Some(0);
        occasion.without_excerpts = arguments.no_excerpts;
        let recorded = store.record(&run, &occasion)?;
        let note_of = if run.is_incomplete() { ", incomplete" } else { "" };
        let commit: String = own.commit.id.chars().take(10).collect();
        note(
            global,
            &format!(
                "{commit} of {}: run {}, files changed: {}{note_of}",
                moment::shown(own.time),
                recorded.run,
                recorded.changed
            ),
        )?;
    }
    writeln!(io::stdout(), "{} runs filled in, {} commits had one already", new.len(), old.len())?;
    Ok(Exit::Clean)
}

fn note(global: &Global, text: &str) -> io::Result<()> {
    if global.quiet { Ok(()) } else { writeln!(io::stderr(), "{text}") }
}

/// Commits of the way, oldest first, by times that never go back.
fn chosen(
    arguments: &BackfillArgs,
    config: &Config,
) -> Result<Vec<Chosen>, provost::scan::ScanError> {
    let repository = Repository::of(config)?;
    let from = arguments.from.as_deref().map(|name| repository.commit(name)).transpose()?;
    let to = repository.commit(&arguments.to)?;
    let mut last = i64::MIN;
    let mut way = Vec::new();
    for commit in repository.first_parents(from.as_ref(), &to)? {
        // Clocks of committers differ: a commit is not earlier than the one that it stands on.
        last = last.max(repository.time(&commit)?);
        way.push(Chosen { commit, time: last });
    }
    Ok(way)
}

/// Every Nth commit and the last, or the last one of each stretch of time.
fn every(way: Vec<Chosen>, text: &str) -> Result<Vec<Chosen>, UsageError> {
    let count = way.len();
    if let Ok(step) = text.parse::<usize>() {
        if step == 0 {
            return Err(UsageError("--every: 0 is no step".into()));
        }
        let keep = |index: usize| (count - 1 - index).is_multiple_of(step);
        let chosen = way.into_iter().enumerate().filter(|(index, _)| keep(*index));
        return Ok(chosen.map(|(_, own)| own).collect());
    }
    let seconds = crate::cli::audit::duration(text).ok_or_else(|| {
        UsageError(format!("--every: `{text}` is no number of commits, and no time as 12h, 1d, 1w"))
    })?;
    let mut chosen: Vec<Chosen> = Vec::new();
    for own in way {
        match chosen.last_mut() {
            Some(last) if last.time.div_euclid(seconds) == own.time.div_euclid(seconds) => {
                *last = own;
            }
            _ => chosen.push(own),
        }
    }
    Ok(chosen)
}

/// Commits of the repository that have a run.
fn recorded(store: &Store, config: &Config) -> anyhow::Result<BTreeSet<String>> {
    let own = record::occasion(config)?.repository;
    let runs = store.runs()?.into_iter().filter(|run| run.repository == own);
    Ok(runs.filter_map(|run| run.revision).collect())
}
