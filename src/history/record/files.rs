//! What became of each file, as events.

use std::collections::HashMap;

use rusqlite::Result;

use super::Recording;
use crate::history::append::{number, text};
use crate::model::FileOutcome;

/// Ids of files by path.
pub(super) type Files = HashMap<String, i64>;

impl Recording<'_> {
    /// Records outcomes that changed, and files that are gone. Gives every file that is known.
    pub(super) fn files(&mut self) -> Result<Files> {
        let (mut files, mut latest) = self.known_files()?;
        for file in &self.run.files {
            let (outcome, detail) = match &file.outcome {
                FileOutcome::Parsed(format) => ("parsed", *format),
                FileOutcome::Failed => ("failed", ""),
                FileOutcome::Excluded(why) => ("excluded", why.as_str()),
            };
            let id = self.file_id(&mut files, &file.path)?;
            let before = latest.remove(&id);
            if before.is_none_or(|(_, then, why)| then != outcome || why != detail) {
                self.file_event(id, outcome, detail)?;
            }
        }
        let mut gone: Vec<i64> = latest
            .into_iter()
            .filter(|(_, (path, outcome, _))| outcome != "gone" && self.scope.covers(path))
            .map(|(id, _)| id)
            .collect();
        gone.sort_unstable();
        for id in gone {
            self.file_event(id, "gone", "")?;
        }
        Ok(files)
    }

    /// A path's row, added where it is new.
    pub(super) fn file_id(&mut self, files: &mut Files, path: &str) -> Result<i64> {
        if let Some(id) = files.get(path) {
            return Ok(*id);
        }
        let id = self.entry.add("file", &[number(self.repository), text(path)])?;
        files.insert(path.to_owned(), id);
        Ok(id)
    }

    fn file_event(&mut self, file: i64, outcome: &str, detail: &str) -> Result<i64> {
        let cells = [number(self.number), number(file), text(outcome), text(detail)];
        self.entry.add("file_event", &cells)
    }

    #[expect(clippy::type_complexity, reason = "the last event of each file, used here alone")]
    fn known_files(&self) -> Result<(Files, HashMap<i64, (String, String, String)>)> {
        let mut files = HashMap::new();
        let mut latest = HashMap::new();
        let mut statement = self.connection.prepare(
            "SELECT file.id, path, outcome, detail FROM file
               LEFT JOIN file_event ON file_event.id =
                 (SELECT max(id) FROM file_event WHERE file_event.file = file.id)
              WHERE repository = ?1",
        )?;
        let mut rows = statement.query([self.repository])?;
        while let Some(row) = rows.next()? {
            let (id, path): (i64, String) = (row.get(0)?, row.get(1)?);
            if let Some(outcome) = row.get::<_, Option<String>>(2)? {
                latest.insert(id, (path.clone(), outcome, row.get(3)?));
            }
            files.insert(path, id);
        }
        Ok((files, latest))
    }
}
