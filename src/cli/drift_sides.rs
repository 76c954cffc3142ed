//! The sides of a drift: recorded runs, and git revisions that are scanned for it.
//!
//! In: names as a user writes them. Out: a [`Place`] each, and findings of both that can be compared:
//! those of rules and paths that both looked at. Never here: printing, or a change of the work tree.

use std::collections::BTreeSet;

use provost::config::{Config, PackChoice};
use provost::discover::revision::Repository;
use provost::finding::Run;
use provost::history::drift::sides_of;
use provost::history::{Drift, HistoryError, Looked, RunRow, Sides, Store, moment};
use provost::policy::Library;
use serde_json::{Value, json};

use super::args::{DriftArgs, Global};
use super::{UsageError, history, provenance, scan};

/// One side.
pub enum Place {
    /// A recorded run.
    Recorded(Box<RunRow>),
    /// A git revision.
    Revision(Revision),
}

/// A git revision.
pub struct Revision {
    /// As it was named.
    name: String,
    /// Full id of the commit.
    commit: String,
    /// When it was made.
    time: i64,
}

/// Both sides, and what changed between them.
pub struct Compared {
    /// Earlier side.
    pub from: Place,
    /// Later side.
    pub to: Place,
    /// What changed.
    pub drift: Drift,
    /// Rules that only one side judged by: what they say is left out.
    pub one_sided: usize,
}

impl Place {
    /// In a line for people.
    pub fn named(&self) -> String {
        match self {
            Self::Recorded(run) => format!("run {} ({})", run.id, moment::shown(run.time)),
            Self::Revision(own) => {
                let commit: String = own.commit.chars().take(10).collect();
                format!("{} ({commit}, {})", history::plain(&own.name), moment::shown(own.time))
            }
        }
    }

    /// For programs.
    pub fn json(&self, store: Option<&Store>) -> Result<Value, HistoryError> {
        match (self, store) {
            (Self::Recorded(run), Some(store)) => history::run_json(store, run),
            (Self::Recorded(run), None) => Ok(json!({ "run": run.id })),
            (Self::Revision(own), _) => Ok(json!({ "name": own.name, "revision": own.commit,
                "time": moment::shown(own.time) })),
        }
    }
}

/// The store, where there is one: two revisions need none.
pub fn store(arguments: &DriftArgs) -> anyhow::Result<Option<Store>> {
    match history::open(&arguments.store) {
        Ok(store) => Ok(Some(store)),
        Err(error) => match error.downcast_ref::<HistoryError>() {
            Some(HistoryError::NoStore(_)) if arguments.store.history.is_none() => Ok(None),
            _ => Err(error),
        },
    }
}

/// Finds both sides and compares them.
pub fn compare(
    arguments: &DriftArgs,
    store: Option<&Store>,
    global: &Global,
) -> anyhow::Result<Compared> {
    let config = scan::config(&scan::flags(&arguments.input, global))?;
    let from = place(&arguments.from, store, &config)?;
    let to = place(&arguments.to, store, &config)?;
    if let (Place::Recorded(one), Place::Recorded(two), Some(store)) = (&from, &to, store) {
        let drift = store.drift(one, two)?;
        return Ok(Compared { from, to, drift, one_sided: 0 });
    }
    let chosen = !arguments.input.pack.is_empty() || !arguments.input.rule.is_empty();
    let config = match (&from, &to, store) {
        (Place::Recorded(run), _, Some(store)) | (_, Place::Recorded(run), Some(store)) => {
            same_repository(run, &config)?;
            if chosen { config } else { as_judged(config, store, run)? }
        }
        _ => config,
    };
    let (before, looked_before) = sides(&from, store, &config)?;
    let (now, looked) = sides(&to, store, &config)?;
    let both =
        |rule: &str, file: &str| looked_before.covers(rule, file) && looked.covers(rule, file);
    let shared = |sides: Sides| -> Sides {
        sides.into_iter().filter(|(_, side)| both(&side.rule, &side.file)).collect()
    };
    let known = known(&from, store, &config)?;
    let one_sided = looked.rules.symmetric_difference(&looked_before.rules).count();
    let drift = Drift::between(&shared(before), &shared(now), &known, |side| {
        looked.looks_at(&side.rule, &side.file)
    });
    Ok(Compared { from, to, drift, one_sided })
}

/// What a name means: a run, a moment, or a revision.
fn place(name: &str, store: Option<&Store>, config: &Config) -> anyhow::Result<Place> {
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    // `@`, `@~1` and `@{u}` are git's.
    let is_moment = name
        .strip_prefix('@')
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['{', '~', '^', ':']));
    let recorded = match store {
        Some(store) if is_number || is_moment => store.run_named(name),
        Some(_) => Ok(None),
        None if is_moment => return Err(no_store(name).into()),
        None => Ok(None),
    };
    let missing = match recorded {
        Ok(Some(run)) => return Ok(Place::Recorded(Box::new(run))),
        // Digits may be the beginning of a commit's id.
        Err(HistoryError::NoRun(why)) if is_number && name.len() >= 4 => Some(why),
        Err(error) => return Err(error.into()),
        Ok(None) => None,
    };
    if is_number && name.len() < 4 && store.is_none() {
        return Err(no_store(name).into());
    }
    let revision = revision(name, config);
    revision.map(Place::Revision).map_err(|why| {
        let run = missing.map_or_else(String::new, |why| format!("{why}; "));
        UsageError(format!(
            "`{name}` is neither a run (a number, or @2026-11-01 for the last by then) nor a git \
             revision: {run}{why}"
        ))
        .into()
    })
}

fn no_store(name: &str) -> UsageError {
    UsageError(format!(
        "`{name}` names a recorded run, and no history is kept here; `provost scan --record` begins \
         one, --history FILE names another, and a git revision needs none"
    ))
}

fn revision(name: &str, config: &Config) -> Result<Revision, provost::scan::ScanError> {
    let repository = Repository::of(config)?;
    let commit = repository.commit(name)?;
    let time = repository.time(&commit)?;
    Ok(Revision { name: name.to_owned(), commit: commit.id.to_string(), time })
}

/// Findings of one repository say nothing of another's.
fn same_repository(run: &RunRow, config: &Config) -> anyhow::Result<()> {
    let own = repository(config);
    if own == run.repository {
        return Ok(());
    }
    let theirs = history::plain(&run.repository);
    Err(UsageError(format!("run {} is of {theirs}, and revisions are of {own}", run.id)).into())
}

fn repository(config: &Config) -> String {
    let (base, _) = provost::discover::reported_roots(config);
    provenance::of(&base).repository
}

/// A configuration that judges as a recorded run did, as far as its packs and rules are still here.
fn as_judged(mut config: Config, store: &Store, run: &RunRow) -> anyhow::Result<Config> {
    let context = store.context(run)?;
    let known: Vec<PackChoice> = context
        .packs
        .iter()
        .filter(|pack| pack.name == "all" || Library::pack(&pack.name).is_ok())
        .map(|pack| PackChoice::Named(pack.name.clone()))
        .collect();
    if !known.is_empty() {
        config.packs = known;
    }
    let library = Library::embedded();
    let rules = store.rules(run)?.into_iter().map(|rule| rule.id);
    config.rules = rules.filter(|id| library.position_by_any_name(id).is_some()).collect();
    Ok(config)
}

/// Findings of a side, and what it looked at.
fn sides(place: &Place, store: Option<&Store>, config: &Config) -> anyhow::Result<(Sides, Looked)> {
    match (place, store) {
        (Place::Recorded(run), Some(store)) => Ok((store.sides(run)?, store.looked(run)?)),
        (Place::Recorded(_), None) => Ok((Sides::new(), Looked::default())),
        (Place::Revision(own), _) => {
            let mut config = config.clone();
            config.rev = Some(own.commit.clone());
            let run: Run = provost::scan::scan(&config)?;
            let (_, roots) = provost::discover::reported_roots(&config);
            Ok((sides_of(&run), Looked::of(&run, roots)))
        }
    }
}

/// Fingerprints that the history knew at the earlier side: what comes back was there before.
fn known(from: &Place, store: Option<&Store>, config: &Config) -> anyhow::Result<BTreeSet<String>> {
    let Some(store) = store else { return Ok(BTreeSet::new()) };
    Ok(match from {
        Place::Recorded(run) => store.known_at(&run.repository, run.order())?,
        Place::Revision(own) => store.known_at(&repository(config), (own.time, i64::MAX))?,
    })
}
