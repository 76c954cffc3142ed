//! Replaying a store: from what held of each file, run by run, to the life of each finding.
//!
//! In: the events of all files. Out: lives. A finding begins where a run first reports it, changes
//! where a run reports it otherwise, and is fixed where a run that looked for it does not report it.
//! The same findings may be judged in several streams (packs, roots): each run is compared with
//! what was last known, whoever knew it. Runs are taken by their times, not by when they were
//! recorded: history that is filled in later has its place. Of pruned runs there are outlines.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, Result};
use serde_json::Value;

use super::body::{self, FindingState};
use super::life::{Event, Life, State};
use super::prune::{Outlines, all_pruned, read_outlines};
use super::ranges::Ranges;
use super::scope::{covers, is_unread};
use super::timeline::Timeline;

/// What a stream looks at.
#[derive(Default)]
struct Stream {
    repository: i64,
    roots: Vec<String>,
    rules: HashSet<String>,
    timeline: Timeline,
}

/// A run that is taken.
#[derive(Clone, Copy)]
struct Taken {
    id: i64,
    time: i64,
    stream: i64,
    /// The run of its stream that was recorded before it.
    before: Option<i64>,
}

/// What is known of one repository.
#[derive(Default)]
struct Repository {
    name: String,
    /// Index of the life of each fingerprint.
    lives: HashMap<String, usize>,
    /// Findings that are not fixed, by the file that they were last seen with.
    present: BTreeMap<i64, HashSet<usize>>,
    /// Its last run.
    last: Option<i64>,
}

/// A replay on its way.
pub(super) struct Replay<'c> {
    connection: &'c Connection,
    paths: HashMap<i64, String>,
    rules: HashMap<i64, String>,
    acceptances: HashMap<i64, (String, Value)>,
    streams: HashMap<i64, Stream>,
    repositories: HashMap<i64, Repository>,
    lives: Vec<Life>,
    /// File that each life was last seen with.
    owners: Vec<i64>,
    /// Times of runs.
    times: HashMap<i64, i64>,
    pruned: Ranges,
    outlines: Outlines,
}

impl<'c> Replay<'c> {
    /// Reads what does not change from run to run.
    pub fn new(connection: &'c Connection) -> Result<Self> {
        let table = |query: &str| -> Result<HashMap<i64, String>> {
            let mut statement = connection.prepare(query)?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let rules = table("SELECT id, name FROM rule")?;
        let mut timelines = Timeline::read(connection)?;
        let mut streams = HashMap::new();
        let mut statement = connection.prepare("SELECT id, repository, body FROM stream")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(2)?;
            let body: Value = serde_json::from_str(&body).unwrap_or_default();
            let list = |key: &str| body.get(key).and_then(Value::as_array).into_iter().flatten();
            let stream = Stream {
                repository: row.get(1)?,
                roots: list("roots").filter_map(Value::as_str).map(str::to_owned).collect(),
                rules: list("rules").filter_map(|id| rules.get(&id.as_i64()?).cloned()).collect(),
                timeline: timelines.remove(&row.get(0)?).unwrap_or_default(),
            };
            streams.insert(row.get(0)?, stream);
        }
        let mut acceptances = HashMap::new();
        let mut statement = connection.prepare("SELECT id, kind, body FROM acceptance")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(2)?;
            let body = serde_json::from_str(&body).unwrap_or_default();
            acceptances.insert(row.get(0)?, (row.get(1)?, body));
        }
        let named = table("SELECT id, name FROM repository")?.into_iter();
        let repositories =
            named.map(|(id, name)| (id, Repository { name, ..Repository::default() })).collect();
        let paths = table("SELECT id, path FROM file")?;
        Ok(Self {
            connection,
            paths,
            rules,
            acceptances,
            streams,
            repositories,
            lives: Vec::new(),
            owners: Vec::new(),
            times: HashMap::new(),
            pruned: all_pruned(connection)?,
            outlines: read_outlines(connection)?,
        })
    }

    /// The lives of all findings.
    pub fn lives(mut self) -> Result<Vec<Life>> {
        let mut statement =
            self.connection.prepare("SELECT id, time, stream FROM run ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut runs = Vec::new();
        let mut last: HashMap<i64, i64> = HashMap::new();
        while let Some(row) = rows.next()? {
            let (id, time, stream) = (row.get(0)?, row.get(1)?, row.get(2)?);
            runs.push(Taken { id, time, stream, before: last.insert(stream, id) });
            self.times.insert(id, time);
        }
        runs.sort_by_key(|run| (run.time, run.id));
        for run in runs.into_iter().filter(|run| !self.pruned.contains(run.id)).collect::<Vec<_>>()
        {
            self.run(run)?;
        }
        Ok(self.lives)
    }

    /// Compares what a run saw with what was known.
    fn run(&mut self, run: Taken) -> Result<()> {
        let Some(own) = self.streams.remove(&run.stream) else { return Ok(()) };
        let Some(mut repository) = self.repositories.remove(&own.repository) else {
            return Ok(());
        };
        let last = repository.last.replace(run.id);
        let files: Vec<i64> = if last.is_some() && last == run.before {
            own.timeline.changed(run.id).to_vec()
        } else {
            // Another stream knew something since: everything is compared.
            let mut all: Vec<i64> = own.timeline.files(run.id).map(|(file, _)| file).collect();
            let gone = |file: &&i64| own.timeline.at(**file, run.id).is_none();
            all.extend(repository.present.keys().filter(gone));
            all
        };
        let mut seen = HashSet::new();
        let mut failed: HashMap<i64, HashSet<i64>> = HashMap::new();
        for file in &files {
            for finding in self.findings(*file, run, &own)? {
                if finding.state == State::Error {
                    failed.entry(*file).or_default().insert(finding.rule);
                }
                seen.insert(self.report(run, *file, finding, &mut repository));
            }
        }
        for file in files {
            let gone: Vec<usize> = repository
                .present
                .get(&file)
                .into_iter()
                .flatten()
                .copied()
                .filter(|life| !seen.contains(life))
                .filter(|life| self.looked(*life, file, (run, &own), failed.get(&file)))
                .collect();
            self.fix(run, file, gone, &mut repository);
        }
        self.repositories.insert(own.repository, repository);
        self.streams.insert(run.stream, own);
        Ok(())
    }

    /// Findings of a file in a run.
    fn findings(&self, file: i64, run: Taken, stream: &Stream) -> Result<Vec<FindingState>> {
        let Some(state) = stream.timeline.at(file, run.id).and_then(|now| now.state) else {
            return Ok(Vec::new());
        };
        let mut statement =
            self.connection.prepare_cached("SELECT body FROM state WHERE id = ?1")?;
        let path = self.paths.get(&file).map_or("", String::as_str);
        statement.query_row([state], |row| {
            let body = row.get_ref(0)?.as_str_or_null()?.unwrap_or_default();
            Ok(body::findings(body, path))
        })
    }

    /// Takes in a finding that a run reports. Gives the index of its life.
    fn report(
        &mut self,
        run: Taken,
        file: i64,
        finding: FindingState,
        repository: &mut Repository,
    ) -> usize {
        let event = Event {
            run: run.id,
            time: run.time,
            state: finding.state,
            severity: finding.severity,
            address: finding.address,
            file: finding.file,
            line: finding.line,
            column: finding.column,
            message: finding.message,
            acceptance: self.acceptances.get(&finding.acceptance).cloned(),
            verdict_hash: finding.hash,
        };
        let index = match repository.lives.get(&finding.fingerprint) {
            Some(index) => *index,
            None => {
                let index = self.lives.len();
                let events = self.outline(&repository.name, &finding.fingerprint, &event);
                self.lives.push(Life {
                    repository: repository.name.clone(),
                    fingerprint: finding.fingerprint.clone(),
                    rule: self.rules.get(&finding.rule).cloned().unwrap_or_default(),
                    events,
                });
                self.owners.push(file);
                repository.lives.insert(finding.fingerprint, index);
                index
            }
        };
        if let Some(owner) = self.owners.get_mut(index) {
            if *owner != file
                && let Some(present) = repository.present.get_mut(owner)
            {
                present.remove(&index);
            }
            *owner = file;
        }
        repository.present.entry(file).or_default().insert(index);
        if let Some(life) = self.lives.get_mut(index)
            && life.events.last().is_none_or(|last| last.differs(&event))
        {
            life.events.push(event);
        }
        index
    }

    /// What pruned runs said of a finding that a later run reports for the first time.
    fn outline(&self, repository: &str, fingerprint: &str, now: &Event) -> Vec<Event> {
        let known = self.outlines.get(repository).and_then(|own| own.get(fingerprint));
        let event = |(run, state): &(i64, State)| {
            let time = self.times.get(run).copied()?;
            let own = Event { run: *run, time, state: *state, acceptance: None, ..now.clone() };
            Some(own).filter(|own| (own.time, own.run) < (now.time, now.run))
        };
        known.into_iter().flatten().filter_map(event).collect()
    }

    /// Whether a run would have reported a finding of a file.
    fn looked(
        &self,
        life: usize,
        file: i64,
        (run, stream): (Taken, &Stream),
        failed: Option<&HashSet<i64>>,
    ) -> bool {
        let path = self.paths.get(&file).map_or("", String::as_str);
        let Some(life) = self.lives.get(life) else { return false };
        // Where a policy failed, its silence says nothing.
        let failed = failed.into_iter().flatten().filter_map(|rule| self.rules.get(rule));
        let unread = match stream.timeline.at(file, run.id) {
            Some(now) => is_unread(&now.outcome, &now.detail),
            None => stream.timeline.files(run.id).any(|(other, now)| {
                let above = self
                    .paths
                    .get(&other)
                    .is_some_and(|above| above.ends_with('/') && path.starts_with(above.as_str()));
                above && is_unread(&now.outcome, &now.detail)
            }),
        };
        !unread
            && stream.rules.contains(&life.rule)
            && covers(&stream.roots, path)
            && !failed.into_iter().any(|rule| *rule == life.rule)
    }

    /// Ends findings that a run looked for and did not report.
    fn fix(&mut self, run: Taken, file: i64, mut gone: Vec<usize>, repository: &mut Repository) {
        gone.sort_unstable();
        for index in gone {
            if let Some(present) = repository.present.get_mut(&file) {
                present.remove(&index);
            }
            let Some(life) = self.lives.get_mut(index) else { continue };
            if let Some(last) = life.events.last().cloned() {
                let verdict_hash = String::new();
                let state = State::Fixed;
                let (run, time) = (run.id, run.time);
                let fixed = Event { run, time, state, acceptance: None, verdict_hash, ..last };
                life.events.push(fixed);
            }
        }
    }
}
