//! What became of each file, as events: a file that stays as it was adds none.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Result};

use super::Recording;
use super::states::States;
use crate::history::append::{maybe, number, text};
use crate::history::canonical::sha256;
use crate::history::excerpt;
use crate::model::{FileId, FileOutcome};

/// What the last run of the stream saw of a file.
struct Latest {
    outcome: String,
    detail: String,
    digest: Option<Vec<u8>>,
    /// SHA-256 of the text that its excerpts are of.
    source: Option<Vec<u8>>,
}

/// What this run saw of a file.
struct Now<'a> {
    outcome: &'a str,
    detail: &'a str,
    /// The file with its resources and findings, where it has any.
    body: Option<(FileId, &'a str)>,
}

impl Recording<'_> {
    /// Records files that are not as the last run of the stream saw them. Gives their number.
    pub(super) fn files(&mut self, stream: i64, states: &States) -> Result<usize> {
        let run = self.run;
        let mut ids = self.known_files()?;
        let mut latest = self.latest(stream)?;
        let mut seen: BTreeMap<&str, Now<'_>> = BTreeMap::new();
        for file in &run.files {
            let (outcome, detail) = match &file.outcome {
                FileOutcome::Parsed(format) => ("parsed", *format),
                FileOutcome::Failed => ("failed", ""),
                FileOutcome::Excluded(why) => ("excluded", why.as_str()),
            };
            seen.insert(&file.path, Now { outcome, detail, body: None });
        }
        for (file, body) in &states.bodies {
            // A resource's file may be one that discovery did not list, such as a module's.
            let new = || Now { outcome: "parsed", detail: "", body: None };
            seen.entry(run.sources.path(*file)).or_insert_with(new).body = Some((*file, body));
        }
        let mut changed = 0;
        for (path, now) in seen {
            let id = match ids.get(path) {
                Some(id) => *id,
                None => {
                    let id = self.entry.add("file", &[number(self.repository), text(path)])?;
                    ids.insert(path.to_owned(), id);
                    id
                }
            };
            changed += usize::from(self.file([stream, id], &now, latest.remove(&id), states)?);
        }
        let mut gone: Vec<i64> = latest
            .into_iter()
            .filter(|(_, before)| before.outcome != "gone")
            .map(|(id, _)| id)
            .collect();
        gone.sort_unstable();
        for id in &gone {
            self.file_event([stream, *id], "gone", "", [None, None])?;
        }
        Ok(changed + gone.len())
    }

    /// Records a file where it is not as it was.
    fn file(
        &mut self,
        place: [i64; 2],
        now: &Now<'_>,
        before: Option<Latest>,
        states: &States,
    ) -> Result<bool> {
        let digest = now.body.map(|(_, body)| sha256(body.as_bytes()));
        let source = now.body.and_then(|(file, _)| self.source(file));
        let same = before.is_some_and(|before| {
            before.outcome == now.outcome
                && before.detail == now.detail
                && before.digest.as_deref() == digest.as_ref().map(<[u8; 32]>::as_slice)
                && before.source.as_deref() == source.as_ref().map(<[u8; 32]>::as_slice)
        });
        if same {
            return Ok(false);
        }
        let (mut state, mut excerpt) = (None, None);
        if let (Some((file, body)), Some(digest)) = (now.body, digest) {
            state = Some(self.state(body, &digest)?);
            if let Some(source) = source {
                excerpt = self.excerpt(file, &source, states)?;
            }
        }
        self.file_event(place, now.outcome, now.detail, [state, excerpt])?;
        Ok(true)
    }

    /// The row of a state, added where it is new.
    fn state(&mut self, body: &str, digest: &[u8]) -> Result<i64> {
        let query = "SELECT id FROM state WHERE digest = ?1 AND body IS NOT NULL";
        let mut statement = self.connection.prepare_cached(query)?;
        match statement.query_row([digest], |row| row.get(0)).optional()? {
            Some(id) => Ok(id),
            None => self.entry.add("state", &[ValueRef::Blob(digest), text(body)]),
        }
    }

    /// SHA-256 of a file's text, where lines of it are to be kept.
    fn source(&self, file: FileId) -> Option<[u8; 32]> {
        let source = self.run.sources.get(file).filter(|_| !self.occasion.without_excerpts)?;
        Some(sha256(source.text.as_bytes()))
    }

    /// The row of a file's excerpts, added where it is new.
    fn excerpt(&mut self, file: FileId, hash: &[u8], states: &States) -> Result<Option<i64>> {
        let Some(source) = self.run.sources.get(file) else { return Ok(None) };
        let places: Vec<_> = states
            .places
            .get(&file)
            .into_iter()
            .flatten()
            .map(|(name, span)| (&**name, *span))
            .collect();
        let body = excerpt::body(source, &places);
        let digest = sha256(body.as_bytes());
        let query = "SELECT id FROM excerpt
                      WHERE source = ?1 AND digest = ?2 AND body IS NOT NULL";
        let mut statement = self.connection.prepare_cached(query)?;
        let known = statement.query_row([hash, &digest], |row| row.get(0)).optional()?;
        match known {
            Some(id) => Ok(Some(id)),
            None => {
                let cells = [ValueRef::Blob(hash), ValueRef::Blob(&digest), text(&body)];
                self.entry.add("excerpt", &cells).map(Some)
            }
        }
    }

    fn file_event(
        &mut self,
        [stream, file]: [i64; 2],
        outcome: &str,
        detail: &str,
        [state, excerpt]: [Option<i64>; 2],
    ) -> Result<i64> {
        let cells = [
            number(self.number),
            number(stream),
            number(file),
            text(outcome),
            text(detail),
            maybe(state),
            maybe(excerpt),
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
            "SELECT file, outcome, detail, state.digest, excerpt.source FROM file_event
               LEFT JOIN state ON state.id = file_event.state
               LEFT JOIN excerpt ON excerpt.id = file_event.excerpt
              WHERE stream = ?1 ORDER BY file_event.id",
        )?;
        let mut rows = statement.query([stream])?;
        let mut latest = HashMap::new();
        while let Some(row) = rows.next()? {
            let state = Latest {
                outcome: row.get(1)?,
                detail: row.get(2)?,
                digest: row.get(3)?,
                source: row.get(4)?,
            };
            latest.insert(row.get(0)?, state);
        }
        Ok(latest)
    }
}
