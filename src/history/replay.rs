//! Replaying a store: from what held of each file, run by run, to the life of each finding.
//!
//! In: the events of all files. Out: lives. A finding begins where a run first reports it, changes
//! where a run reports it otherwise, and is fixed where a run that looked for it does not report it.
//! The same findings may be judged in several streams (packs, roots): each run is compared with
//! what was last known, whoever knew it.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, Result};
use serde_json::Value;

use super::body::{self, FindingState};
use super::life::{Event, Life, State};
use super::scope::{covers, is_unread};

/// What holds of a file in a stream.
#[derive(Clone)]
struct FileNow {
    outcome: String,
    detail: String,
    state: Option<i64>,
}

/// What a stream looks at.
#[derive(Default)]
struct Stream {
    repository: i64,
    roots: Vec<String>,
    rules: HashSet<String>,
    /// Files as its last run saw them; those that are gone are not here.
    files: BTreeMap<i64, FileNow>,
}

/// What is known of one repository.
#[derive(Default)]
struct Repository {
    name: String,
    /// Index of the life of each fingerprint.
    lives: HashMap<String, usize>,
    /// Findings that are not fixed, by the file that they were last seen with.
    present: BTreeMap<i64, HashSet<usize>>,
    /// Stream of its last run.
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
}

impl<'c> Replay<'c> {
    /// Reads what does not change from run to run.
    pub fn new(connection: &'c Connection) -> Result<Self> {
        let table = |query: &str| -> Result<HashMap<i64, String>> {
            let mut statement = connection.prepare(query)?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let rules = table("SELECT id, name FROM rule")?;
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
                files: BTreeMap::new(),
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
        let (lives, owners) = (Vec::new(), Vec::new());
        Ok(Self { connection, paths, rules, acceptances, streams, repositories, lives, owners })
    }

    /// The lives of all findings.
    pub fn lives(mut self) -> Result<Vec<Life>> {
        let mut runs = self.connection.prepare("SELECT id, stream FROM run ORDER BY id")?;
        let mut runs = runs.query([])?;
        let mut events = self
            .connection
            .prepare("SELECT run, file, outcome, detail, state FROM file_event ORDER BY id")?;
        let mut events = events.query([])?;
        let mut next = events.next()?;
        while let Some(run) = runs.next()? {
            let (id, stream): (i64, i64) = (run.get(0)?, run.get(1)?);
            let mut changed = Vec::new();
            while let Some(row) = next {
                if row.get::<_, i64>(0)? > id {
                    break;
                }
                let file: i64 = row.get(1)?;
                let now = FileNow { outcome: row.get(2)?, detail: row.get(3)?, state: row.get(4)? };
                if let Some(stream) = self.streams.get_mut(&stream) {
                    if now.outcome == "gone" {
                        stream.files.remove(&file);
                    } else {
                        stream.files.insert(file, now);
                    }
                }
                changed.push(file);
                next = events.next()?;
            }
            self.run(id, stream, changed)?;
        }
        Ok(self.lives)
    }

    /// Compares what a run saw with what was known.
    fn run(&mut self, run: i64, stream: i64, changed: Vec<i64>) -> Result<()> {
        let Some(own) = self.streams.remove(&stream) else { return Ok(()) };
        let Some(mut repository) = self.repositories.remove(&own.repository) else {
            return Ok(());
        };
        let files = if repository.last.replace(stream) == Some(stream) {
            changed
        } else {
            // Another stream knew something since: everything is compared.
            let mut all: Vec<i64> = own.files.keys().copied().collect();
            all.extend(repository.present.keys().filter(|file| !own.files.contains_key(file)));
            all
        };
        let mut seen = HashSet::new();
        let mut failed: HashMap<i64, HashSet<i64>> = HashMap::new();
        for file in &files {
            for finding in self.findings(*file, &own)? {
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
                .filter(|life| self.looked(*life, file, &own, failed.get(&file)))
                .collect();
            self.fix(run, file, gone, &mut repository);
        }
        self.repositories.insert(own.repository, repository);
        self.streams.insert(stream, own);
        Ok(())
    }

    /// Findings of a file in a stream.
    fn findings(&self, file: i64, stream: &Stream) -> Result<Vec<FindingState>> {
        let Some(state) = stream.files.get(&file).and_then(|now| now.state) else {
            return Ok(Vec::new());
        };
        let mut statement =
            self.connection.prepare_cached("SELECT body FROM state WHERE id = ?1")?;
        let path = self.paths.get(&file).map_or("", String::as_str);
        statement.query_row([state], |row| {
            let body = row.get_ref(0)?.as_str()?;
            Ok(body::findings(body, path))
        })
    }

    /// Takes in a finding that a run reports. Gives the index of its life.
    fn report(
        &mut self,
        run: i64,
        file: i64,
        finding: FindingState,
        repository: &mut Repository,
    ) -> usize {
        let event = Event {
            run,
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
                self.lives.push(Life {
                    repository: repository.name.clone(),
                    fingerprint: finding.fingerprint.clone(),
                    rule: self.rules.get(&finding.rule).cloned().unwrap_or_default(),
                    events: Vec::new(),
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

    /// Whether a stream's last run would have reported a finding of a file.
    fn looked(
        &self,
        life: usize,
        file: i64,
        stream: &Stream,
        failed: Option<&HashSet<i64>>,
    ) -> bool {
        let path = self.paths.get(&file).map_or("", String::as_str);
        let Some(life) = self.lives.get(life) else { return false };
        // Where a policy failed, its silence says nothing.
        let failed = failed.into_iter().flatten().filter_map(|rule| self.rules.get(rule));
        let unread = match stream.files.get(&file) {
            Some(now) => is_unread(&now.outcome, &now.detail),
            None => stream.files.iter().any(|(other, now)| {
                let above = self
                    .paths
                    .get(other)
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
    fn fix(&mut self, run: i64, file: i64, mut gone: Vec<usize>, repository: &mut Repository) {
        gone.sort_unstable();
        for index in gone {
            if let Some(present) = repository.present.get_mut(&file) {
                present.remove(&index);
            }
            let Some(life) = self.lives.get_mut(index) else { continue };
            if let Some(last) = life.events.last().cloned() {
                let verdict_hash = String::new();
                let state = State::Fixed;
                life.events.push(Event { run, state, acceptance: None, verdict_hash, ..last });
            }
        }
    }
}
