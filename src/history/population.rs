//! Populations: what a run saw, complete, from the events up to it.
//!
//! In: a run. Out: every file with its outcome, and every resource with status, verdict hash and
//! the verdict of each rule. The population of a control is the part that any of its rules judged.

use std::collections::HashMap;

use rusqlite::Result;

use super::record::shown_hash;
use super::scope::covers;
use super::{HistoryError, RunRow, Store};

/// What became of a resource in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Something judged it, and nothing was found.
    Pass,
    /// A failure that nobody accepted.
    Fail,
    /// Failures, each waived or suppressed.
    Waived,
    /// No rule applied, or what applied could not be decided.
    NotAssessed,
}

impl Status {
    /// Name in the store and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Waived => "waived",
            Self::NotAssessed => "not-assessed",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "pass" => Self::Pass,
            "fail" => Self::Fail,
            "waived" => Self::Waived,
            _ => Self::NotAssessed,
        }
    }
}

/// A resource of a population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Path of its file.
    pub file: String,
    /// Format.
    pub format: String,
    /// Type.
    pub kind: String,
    /// Address.
    pub address: String,
    /// What became of it.
    pub status: Status,
    /// Verdict hash: the one that the scan printed.
    pub verdict_hash: String,
    /// Rules that judged it: id and verdict, by verdict and id.
    pub verdicts: Vec<(std::sync::Arc<str>, &'static str)>,
}

/// A file as a run saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// Path.
    pub path: String,
    /// `parsed`, `failed`, `excluded`.
    pub outcome: String,
    /// The format, or why it was left out.
    pub detail: String,
}

impl Store {
    /// Every resource that a run judged, by file, kind and address.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn population(&self, run: &RunRow) -> std::result::Result<Vec<Member>, HistoryError> {
        let roots = self.context(run)?.roots;
        self.members(run, &roots).map_err(|error| self.fault(error))
    }

    fn members(&self, run: &RunRow, roots: &[String]) -> Result<Vec<Member>> {
        let sets = self.verdict_sets()?;
        let mut statement = self.connection.prepare(
            "SELECT path, format, kind, address, status, verdict_hash, assessment
               FROM resource JOIN file ON file.id = resource.file
               JOIN repository ON repository.id = file.repository
               JOIN resource_event AS event ON event.id =
                 (SELECT max(id) FROM resource_event
                   WHERE resource_event.resource = resource.id AND run <= ?1)
              WHERE repository.name = ?2 AND status <> 'gone'
              ORDER BY path, kind, address, ordinal",
        )?;
        let mut rows = statement.query((run.id, &run.repository))?;
        let mut members = Vec::new();
        while let Some(row) = rows.next()? {
            let file: String = row.get(0)?;
            if !covers(roots.iter().map(String::as_str), &file) {
                continue;
            }
            let set: Option<i64> = row.get(6)?;
            members.push(Member {
                file,
                format: row.get(1)?,
                kind: row.get(2)?,
                address: row.get(3)?,
                status: Status::named(&row.get::<_, String>(4)?),
                verdict_hash: shown_hash(row.get(5)?),
                verdicts: set.and_then(|id| sets.get(&id)).cloned().unwrap_or_default(),
            });
        }
        Ok(members)
    }

    /// Sets of verdicts by id, with the names of the rules.
    #[expect(clippy::type_complexity, reason = "a table of the store, used here alone")]
    fn verdict_sets(&self) -> Result<HashMap<i64, Vec<(std::sync::Arc<str>, &'static str)>>> {
        let mut names: HashMap<i64, std::sync::Arc<str>> = HashMap::new();
        let mut statement = self.connection.prepare("SELECT id, name FROM rule")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.insert(row.get(0)?, row.get::<_, String>(1)?.into());
        }
        let mut sets = HashMap::new();
        let mut statement = self.connection.prepare("SELECT id, verdicts FROM assessment")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text: String = row.get(1)?;
            let mut set = Vec::new();
            for (verdict, rules) in text.split(';').filter_map(|part| part.split_once(':')) {
                let verdict = verdict_name(verdict);
                let rules = rules.split(',').filter_map(|id| names.get(&id.parse().ok()?));
                set.extend(rules.map(|name| (name.clone(), verdict)));
            }
            sets.insert(row.get(0)?, set);
        }
        Ok(sets)
    }

    /// Every file that a run saw, by path.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn files(&self, run: &RunRow) -> std::result::Result<Vec<FileState>, HistoryError> {
        let roots = self.context(run)?.roots;
        let read = || -> Result<Vec<FileState>> {
            let mut statement = self.connection.prepare(
                "SELECT path, outcome, detail FROM file
                   JOIN repository ON repository.id = file.repository
                   JOIN file_event AS event ON event.id =
                     (SELECT max(id) FROM file_event
                       WHERE file_event.file = file.id AND run <= ?1)
                  WHERE repository.name = ?2 AND outcome <> 'gone' ORDER BY path",
            )?;
            let states = statement.query_map((run.id, &run.repository), |row| {
                Ok(FileState { path: row.get(0)?, outcome: row.get(1)?, detail: row.get(2)? })
            })?;
            let states: Vec<FileState> = states.collect::<Result<_>>()?;
            let seen = |state: &FileState| covers(roots.iter().map(String::as_str), &state.path);
            Ok(states.into_iter().filter(seen).collect())
        };
        read().map_err(|error| self.fault(error))
    }
}

/// Names of verdicts are few: no allocation for each.
fn verdict_name(name: &str) -> &'static str {
    const NAMES: [&str; 5] = ["fail", "indeterminate", "error", "pass", "not_applicable"];
    NAMES.into_iter().find(|known| *known == name).unwrap_or("error")
}
