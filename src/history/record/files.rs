//! What became of each file, as events: a file that stays as it was adds none.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Result};

use super::Recording;
use super::states::States;
use crate::history::append::{maybe, number, text};
use crate::history::canonical::sha256;
use crate::model::FileOutcome;

/// What the last run of the stream saw of a file.
struct Latest {
    outcome: String,
    detail: String,
    digest: Option<Vec<u8>>,
}

impl Recording<'_> {
    /// Records files that are not as the last run of the stream saw them. Gives their number.
    pub(super) fn files(&mut self, stream: i64, states: &States) -> Result<usize> {
        let run = self.run;
        let mut ids = self.known_files()?;
        let mut latest = self.latest(stream)?;
        let mut bodies: HashMap<&str, &str> = HashMap::new();
        for (file, body) in &states.bodies {
            bodies.insert(run.sources.path(*file), body);
        }
        let mut seen: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for file in &run.files {
            let outcome = match &file.outcome {
                FileOutcome::Parsed(format) => ("parsed", *format),
                FileOutcome::Failed => ("failed", ""),
                FileOutcome::Excluded(why) => ("excluded", why.as_str()),
            };
            seen.insert(&file.path, outcome);
        }
        // A resource of a file that discovery did not list, such as a module's.
        for path in bodies.keys() {
            seen.entry(path).or_insert(("parsed", ""));
        }
        let mut changed = 0;
        for (path, (outcome, detail)) in seen {
            let id = match ids.get(path) {
                Some(id) => *id,
                None => {
                    let id = self.entry.add("file", &[number(self.repository), text(path)])?;
                    ids.insert(path.to_owned(), id);
                    id
                }
            };
            let body = bodies.get(path).copied();
            let digest = body.map(|body| sha256(body.as_bytes()));
            let same = latest.remove(&id).is_some_and(|before| {
                before.outcome == outcome
                    && before.detail == detail
                    && before.digest.as_deref() == digest.as_ref().map(|own| own.as_slice())
            });
            if !same {
                let state = match (body, digest) {
                    (Some(body), Some(digest)) => Some(self.state(body, &digest)?),
                    _ => None,
                };
                self.file_event([stream, id], outcome, detail, state)?;
                changed += 1;
            }
        }
        let mut gone: Vec<i64> = latest
            .into_iter()
            .filter(|(_, before)| before.outcome != "gone")
            .map(|(id, _)| id)
            .collect();
        gone.sort_unstable();
        for id in &gone {
            self.file_event([stream, *id], "gone", "", None)?;
        }
        Ok(changed + gone.len())
    }

    /// The row of a state, added where it is new.
    fn state(&mut self, body: &str, digest: &[u8]) -> Result<i64> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM state WHERE digest = ?1")?;
        match statement.query_row([digest], |row| row.get(0)).optional()? {
            Some(id) => Ok(id),
            None => self.entry.add("state", &[ValueRef::Blob(digest), text(body)]),
        }
    }

    fn file_event(
        &mut self,
        [stream, file]: [i64; 2],
        outcome: &str,
        detail: &str,
        state: Option<i64>,
    ) -> Result<i64> {
        let run = number(self.number);
        let cells = [
            run,
            number(stream),
            number(file),
            text(outcome),
            text(detail),
            maybe(state),
            maybe(None),
        ];
        self.entry.add("file_event", &cells)
    }

    fn known_files(&self) -> Result<HashMap<String, i64>> {
        let mut statement =
            self.connection.prepare("SELECT path, id FROM file WHERE repository = ?1")?;
        statement.query_map([self.repository], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    fn latest(&self, stream: i64) -> Result<HashMap<i64, Latest>> {
        let mut statement = self.connection.prepare(
            "SELECT file, outcome, detail, digest FROM file_event
               LEFT JOIN state ON state.id = file_event.state
              WHERE stream = ?1 ORDER BY file_event.id",
        )?;
        let mut rows = statement.query([stream])?;
        let mut latest = HashMap::new();
        while let Some(row) = rows.next()? {
            let state = Latest { outcome: row.get(1)?, detail: row.get(2)?, digest: row.get(3)? };
            latest.insert(row.get(0)?, state);
        }
        Ok(latest)
    }
}
