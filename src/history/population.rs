//! Populations: what a run saw, complete, from the events up to it.
//!
//! In: a run. Out: every file with its outcome, and every resource with status, verdict hash and
//! the verdict of each rule. The population of a control is the part that any of its rules judged.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Result;

use super::{HistoryError, RunRow, Store, body};

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

    pub(super) fn named(name: &str) -> Self {
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
    /// Every resource that a run judged, by file, in the order of the file.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn population(&self, run: &RunRow) -> std::result::Result<Vec<Member>, HistoryError> {
        self.whole(run)?;
        self.members(run).map_err(|error| self.fault(error))
    }

    fn members(&self, run: &RunRow) -> Result<Vec<Member>> {
        let sets = self.verdict_sets()?;
        let mut statement = self.connection.prepare("SELECT body FROM state WHERE id = ?1")?;
        let mut members = Vec::new();
        for (path, latest) in self.latest(run)? {
            let Some(state) = latest.state else { continue };
            let body: String = statement.query_row([state], |row| row.get(0))?;
            members.extend(body::resources(&body).into_iter().map(|resource| Member {
                file: path.clone(),
                format: resource.format,
                kind: resource.kind,
                address: resource.address,
                status: resource.status,
                verdict_hash: resource.hash,
                verdicts: sets.get(&resource.assessment).cloned().unwrap_or_default(),
            }));
        }
        Ok(members)
    }

    /// What held of each file in a run, by path.
    fn latest(&self, run: &RunRow) -> Result<BTreeMap<String, Latest>> {
        let mut statement = self.connection.prepare(
            "SELECT path, outcome, detail, state FROM file_event JOIN file ON file.id = file
              WHERE stream = ?1 AND run <= ?2 ORDER BY file_event.id",
        )?;
        let mut rows = statement.query([run.stream, run.id])?;
        let mut latest = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let path: String = row.get(0)?;
            let outcome: String = row.get(1)?;
            if outcome == "gone" {
                latest.remove(&path);
                continue;
            }
            latest.insert(path, Latest { outcome, detail: row.get(2)?, state: row.get(3)? });
        }
        Ok(latest)
    }

    /// Sets of verdicts by id, with the names of the rules.
    #[expect(clippy::type_complexity, reason = "a table of the store, used here alone")]
    pub(super) fn verdict_sets(
        &self,
    ) -> Result<HashMap<i64, Vec<(std::sync::Arc<str>, &'static str)>>> {
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
        let latest = self.latest(run).map_err(|error| self.fault(error))?;
        let state = |(path, latest): (String, Latest)| FileState {
            path,
            outcome: latest.outcome,
            detail: latest.detail,
        };
        Ok(latest.into_iter().map(state).collect())
    }
}

/// What holds of a file.
struct Latest {
    outcome: String,
    detail: String,
    state: Option<i64>,
}

/// Names of verdicts are few: no allocation for each.
fn verdict_name(name: &str) -> &'static str {
    const NAMES: [&str; 5] = ["fail", "indeterminate", "error", "pass", "not_applicable"];
    NAMES.into_iter().find(|known| *known == name).unwrap_or("error")
}
