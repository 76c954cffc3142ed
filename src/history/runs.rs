//! Runs: what each saw, and by what it judged.
//!
//! In: a number, a moment or a period. Out: [`RunRow`]s with counts that reconcile, their
//! [`Context`], and rules, packs and waivers as they were.

use rusqlite::{OptionalExtension, Result, Row};
use serde_json::Value;

use super::canonical::hex;
use super::{HistoryError, Store, moment};
use crate::finding::Counts;

/// A run as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Number: runs count from 1 in the order in which they were recorded.
    pub id: i64,
    /// When, in seconds since 1970.
    pub time: i64,
    /// Number of its context.
    pub context: i64,
    /// Number of its stream: runs that look at the same by the same rules share one.
    pub stream: i64,
    /// Whose files.
    pub repository: String,
    /// Commit, where it was known.
    pub revision: Option<String>,
    /// Whether everything that should have been judged was.
    pub complete: bool,
    /// Files: parsed, failed, excluded; their sum is what was seen.
    pub files: (i64, i64, i64),
    /// Resources: pass, fail, waived, not assessed; their sum is the population.
    pub resources: (i64, i64, i64, i64),
    /// Evaluations by verdict.
    pub evaluations: Counts,
    /// Results with a waiver.
    pub waived: i64,
    /// Results with a suppression comment.
    pub suppressed: i64,
    /// Files that were not as the revision holds them; `None` where that is not known.
    pub modified: Option<i64>,
    /// Where the run's log is.
    pub job: Option<String>,
    /// Hash over the population: path, kind, address, verdict hash and status of each resource.
    pub population: String,
}

/// What a run has in common with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Whose files.
    pub repository: String,
    /// Name and version of the tool.
    pub tool: String,
    /// The command.
    pub command: String,
    /// Roots; `.` is everything.
    pub roots: Vec<String>,
    /// Packs.
    pub packs: Vec<PackRow>,
    /// Ids of rows of rules.
    pub rules: Vec<i64>,
    /// Ids of contents: packs, waivers, modules.
    pub contents: Vec<i64>,
    /// When the run was recorded, where it was filled in later.
    pub filled_in: Option<i64>,
}

/// A pack that a run judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRow {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Digest, over the pack and its rules.
    pub digest: String,
}

/// A rule as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRow {
    /// Number of this content of the rule.
    pub row: i64,
    /// The rule's id.
    pub id: String,
    /// SHA-256 over metadata and text.
    pub digest: String,
    /// Title, severity, category, description, remediation, params, controls.
    pub meta: Value,
    /// Rego.
    pub text: String,
}

/// A pack, the waivers or a module as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentRow {
    /// `pack`, `waivers`, `module`, `diagnostics`.
    pub kind: String,
    /// Name or path.
    pub name: String,
    /// SHA-256 of the body.
    pub digest: String,
    /// The text.
    pub body: String,
}

/// When a run was, and its number: by this runs are ordered, whenever they were recorded.
pub type Order = (i64, i64);

impl RunRow {
    /// Its place among the runs.
    pub fn order(&self) -> Order {
        (self.time, self.id)
    }
}

const COLUMNS: &str =
    "SELECT run.id, time, context, repository.name, revision, complete, population,
  files_parsed, files_failed, files_excluded, resources_pass, resources_fail, resources_waived,
  resources_not_assessed, pass, fail, indeterminate, not_applicable, error, waived, suppressed, stream,
  modified, job
  FROM run JOIN stream ON stream.id = run.stream
           JOIN repository ON repository.id = stream.repository";

impl Store {
    /// Every run, in the order in which they were recorded.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn runs(&self) -> std::result::Result<Vec<RunRow>, HistoryError> {
        self.select("ORDER BY run.id", [])
    }

    /// Runs of a period, both ends included, by time.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn runs_between(
        &self,
        from: i64,
        to: i64,
    ) -> std::result::Result<Vec<RunRow>, HistoryError> {
        self.select("WHERE time BETWEEN ?1 AND ?2 ORDER BY time, run.id", [from, to])
    }

    /// A run by its number.
    ///
    /// # Errors
    /// No such run, or a store that cannot be read.
    pub fn run(&self, id: i64) -> std::result::Result<RunRow, HistoryError> {
        self.select("WHERE run.id = ?1", [id])?
            .pop()
            .ok_or_else(|| self.no_run(&format!("run {id}")))
    }

    /// The last run at or before a moment.
    ///
    /// # Errors
    /// No such run, or a store that cannot be read.
    pub fn run_at(&self, time: i64) -> std::result::Result<RunRow, HistoryError> {
        self.select("WHERE time <= ?1 ORDER BY time DESC, run.id DESC LIMIT 1", [time])?
            .pop()
            .ok_or_else(|| self.no_run(&format!("run at or before {}", moment::shown(time))))
    }

    /// A run by what a user calls it: a number, or `@2026-11-01`; `None` where the text is neither.
    ///
    /// # Errors
    /// No such run, a moment that is none, or a store that cannot be read.
    pub fn run_named(&self, name: &str) -> std::result::Result<Option<RunRow>, HistoryError> {
        if let Some(text) = name.strip_prefix('@') {
            let time = moment::parse(text).ok_or_else(|| {
                HistoryError::NoRun(format!(
                    "`{name}` is no moment; write @2026-11-01 or @2026-11-01T12:00:00Z"
                ))
            })?;
            return self.run_at(time).map(Some);
        }
        // A number of many digits may well be an abbreviated commit.
        match name.parse::<i64>() {
            Ok(id) if name.len() < 10 => self.run(id).map(Some),
            _ => Ok(None),
        }
    }

    fn no_run(&self, what: &str) -> HistoryError {
        let known = self.runs().map(|runs| (runs.first().map(|run| run.id), runs.len()));
        let path = self.path.display();
        HistoryError::NoRun(match known {
            Ok((Some(first), count)) => {
                format!("{path}: there is no {what}; it holds runs {first} to {count}")
            }
            _ => format!("{path}: there is no {what}; it holds none"),
        })
    }

    fn select(
        &self,
        clause: &str,
        values: impl rusqlite::Params,
    ) -> std::result::Result<Vec<RunRow>, HistoryError> {
        let read = || -> Result<Vec<RunRow>> {
            let mut statement = self.connection.prepare(&format!("{COLUMNS} {clause}"))?;
            statement.query_map(values, run_row)?.collect()
        };
        read().map_err(|error| self.fault(error))
    }

    /// What a run has in common with others.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn context(&self, run: &RunRow) -> std::result::Result<Context, HistoryError> {
        let query = "SELECT context.body, stream.body FROM context, stream
                      WHERE context.id = ?1 AND stream.id = ?2";
        let (body, stream): (String, String) = self
            .connection
            .query_row(query, [run.context, run.stream], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|error| self.fault(error))?;
        let value: Value = serde_json::from_str(&body).unwrap_or_default();
        let stream: Value = serde_json::from_str(&stream).unwrap_or_default();
        let text = |value: &Value, key: &str| {
            value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let list = |value: &Value, key: &str| {
            value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let numbers = |list: Vec<Value>| list.iter().filter_map(Value::as_i64).collect();
        Ok(Context {
            repository: run.repository.clone(),
            tool: text(&value, "tool"),
            command: text(&value, "command"),
            roots: list(&stream, "roots")
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            packs: list(&value, "packs")
                .iter()
                .map(|pack| PackRow {
                    name: text(pack, "name"),
                    version: text(pack, "version"),
                    digest: text(pack, "digest"),
                })
                .collect(),
            rules: numbers(list(&stream, "rules")),
            contents: numbers(list(&value, "contents")),
            filled_in: stream.get("filled_in").and_then(Value::as_i64),
        })
    }

    /// The rules of a run as they were, in the order of their ids.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn rules(&self, run: &RunRow) -> std::result::Result<Vec<RuleRow>, HistoryError> {
        let context = self.context(run)?;
        let read = || -> Result<Vec<RuleRow>> {
            let mut statement = self
                .connection
                .prepare("SELECT id, name, digest, meta, body FROM rule WHERE id = ?1")?;
            context
                .rules
                .iter()
                .map(|id| {
                    statement.query_row([id], |row| {
                        let meta: String = row.get(3)?;
                        Ok(RuleRow {
                            row: row.get(0)?,
                            id: row.get(1)?,
                            digest: row.get(2)?,
                            meta: serde_json::from_str(&meta).unwrap_or_default(),
                            text: row.get(4)?,
                        })
                    })
                })
                .collect()
        };
        read().map_err(|error| self.fault(error))
    }

    /// Packs, waivers and modules of a run as they were, and its diagnostics.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn contents(&self, run: &RunRow) -> std::result::Result<Vec<ContentRow>, HistoryError> {
        let context = self.context(run)?;
        let read = || -> Result<Vec<ContentRow>> {
            let faults: Option<i64> = self
                .connection
                .query_row("SELECT faults FROM run WHERE id = ?1", [run.id], |row| row.get(0))
                .optional()?
                .flatten();
            let mut statement = self
                .connection
                .prepare("SELECT kind, name, digest, body FROM content WHERE id = ?1")?;
            context
                .contents
                .iter()
                .chain(&faults)
                .map(|id| {
                    statement.query_row([id], |row| {
                        Ok(ContentRow {
                            kind: row.get(0)?,
                            name: row.get(1)?,
                            digest: row.get(2)?,
                            body: row.get(3)?,
                        })
                    })
                })
                .collect()
        };
        read().map_err(|error| self.fault(error))
    }
}

fn run_row(row: &Row<'_>) -> Result<RunRow> {
    let tally = |index: usize| -> Result<u64> {
        Ok(u64::try_from(row.get::<_, i64>(index)?).unwrap_or_default())
    };
    Ok(RunRow {
        id: row.get(0)?,
        time: row.get(1)?,
        context: row.get(2)?,
        repository: row.get(3)?,
        revision: row.get(4)?,
        complete: row.get::<_, i64>(5)? != 0,
        population: hex(&row.get::<_, Vec<u8>>(6)?),
        files: (row.get(7)?, row.get(8)?, row.get(9)?),
        resources: (row.get(10)?, row.get(11)?, row.get(12)?, row.get(13)?),
        evaluations: Counts {
            pass: tally(14)?,
            fail: tally(15)?,
            indeterminate: tally(16)?,
            not_applicable: tally(17)?,
            error: tally(18)?,
        },
        waived: row.get(19)?,
        suppressed: row.get(20)?,
        stream: row.get(21)?,
        modified: row.get(22)?,
        job: row.get(23)?,
    })
}
