//! What held of each file over time, by stream.
//!
//! In: the events of all files. Out: a [`Timeline`] a stream: what held of a file in a run is the
//! stream's last change of it up to that run. A run's number says its place within its stream;
//! between streams runs are ordered by their times.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Result};

/// What holds of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileNow {
    /// `parsed`, `failed`, `excluded`, `gone`.
    pub outcome: String,
    /// The format, or why it was left out.
    pub detail: String,
    /// Row of its resources and findings.
    pub state: Option<i64>,
    /// Row of its excerpts.
    pub excerpt: Option<i64>,
}

/// The files of a stream.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    /// Changes of each file: the run that saw it, and what held from then on.
    files: BTreeMap<i64, Vec<(i64, FileNow)>>,
    /// Files that each run found changed.
    changed: HashMap<i64, Vec<i64>>,
}

impl Timeline {
    /// The timelines of all streams.
    pub fn read(connection: &Connection) -> Result<HashMap<i64, Self>> {
        let mut timelines: HashMap<i64, Self> = HashMap::new();
        let mut statement = connection.prepare(
            "SELECT stream, run, file, outcome, detail, state, excerpt FROM file_event ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (run, file): (i64, i64) = (row.get(1)?, row.get(2)?);
            let now = FileNow {
                outcome: row.get(3)?,
                detail: row.get(4)?,
                state: row.get(5)?,
                excerpt: row.get(6)?,
            };
            let own = timelines.entry(row.get(0)?).or_default();
            own.files.entry(file).or_default().push((run, now));
            own.changed.entry(run).or_default().push(file);
        }
        Ok(timelines)
    }

    /// What held of a file in a run; `None` where it was not there.
    pub fn at(&self, file: i64, run: i64) -> Option<&FileNow> {
        last(self.files.get(&file)?, run)
    }

    /// Every file that was there in a run, with what held of it.
    pub fn files(&self, run: i64) -> impl Iterator<Item = (i64, &FileNow)> {
        self.files.iter().filter_map(move |(file, changes)| Some((*file, last(changes, run)?)))
    }

    /// Files that a run found changed.
    pub fn changed(&self, run: i64) -> &[i64] {
        self.changed.get(&run).map_or(&[], Vec::as_slice)
    }

    /// What some runs of the stream need: each change that held in one of them. `runs` is sorted.
    pub fn needed<'t>(&'t self, runs: &'t [i64]) -> impl Iterator<Item = &'t FileNow> {
        self.files.values().flat_map(move |changes| {
            let ends = changes.iter().skip(1).map(|(run, _)| *run).chain([i64::MAX]);
            changes.iter().zip(ends).filter_map(|((begin, now), end)| {
                let first = runs.partition_point(|run| run < begin);
                runs.get(first).filter(|run| **run < end).map(|_| now)
            })
        })
    }
}

fn last(changes: &[(i64, FileNow)], run: i64) -> Option<&FileNow> {
    let after = changes.partition_point(|(own, _)| *own <= run);
    let (_, now) = changes.get(after.checked_sub(1)?)?;
    (now.outcome != "gone").then_some(now)
}
