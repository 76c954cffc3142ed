//! By what a run judged: rules, packs and waivers as they were, and what runs have in common.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Result};

use super::Recording;
use crate::finding::Run;
use crate::history::append::{number, text};
use crate::history::canonical::{hex, sha256};

impl Recording<'_> {
    /// Ids of the run's rules, in the run's order; a rule whose content is new gets a row.
    pub(super) fn rules(&mut self) -> Result<Vec<i64>> {
        let mut known: HashMap<(String, String), i64> = HashMap::new();
        let mut statement = self.connection.prepare("SELECT name, digest, id FROM rule")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            known.insert((row.get(0)?, row.get(1)?), row.get(2)?);
        }
        let run: &Run = self.run;
        let mut ids = Vec::with_capacity(run.rules.len());
        for rule in run.rules.iter() {
            let controls: Vec<_> = rule
                .controls
                .iter()
                .map(|(pack, criteria)| {
                    let criteria: Vec<&str> = criteria.iter().map(|id| &**id).collect();
                    (pack.to_string(), serde_json::json!(criteria))
                })
                .collect();
            let meta = serde_json::json!({
                "title": &*rule.title, "severity": rule.severity.name(),
                "category": &*rule.category, "description": &*rule.description,
                "remediation": &*rule.remediation, "params": rule.params,
                "controls": controls.into_iter().collect::<serde_json::Map<_, _>>(),
            })
            .to_string();
            let digest = hex(&sha256(format!("{meta}\n{}", rule.text).as_bytes()));
            let key = (rule.id.to_string(), digest);
            let id = match known.get(&key) {
                Some(id) => *id,
                None => {
                    let cells = [text(&rule.id), text(&key.1), text(&meta), text(&rule.text)];
                    self.entry.add("rule", &cells)?
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }

    /// The id of what this run has in common with others.
    pub(super) fn context(&mut self) -> Result<i64> {
        let occasion = self.occasion;
        let mut contents = Vec::new();
        for content in &occasion.contents {
            contents.push(self.content(content.kind, &content.name, &content.body)?);
        }
        let packs: Vec<_> = self
            .run
            .packs
            .iter()
            .map(|pack| {
                serde_json::json!({ "name": &*pack.name, "version": &*pack.version,
                    "digest": &*pack.digest })
            })
            .collect();
        let body = serde_json::json!({
            "tool": occasion.tool, "command": occasion.command, "packs": packs,
            "contents": contents,
        })
        .to_string();
        let digest = hex(&sha256(body.as_bytes()));
        let query = "SELECT id FROM context WHERE digest = ?1";
        match self.connection.query_row(query, [&digest], |row| row.get(0)).optional()? {
            Some(id) => Ok(id),
            None => self.entry.add("context", &[text(&digest), text(&body)]),
        }
    }

    /// The id of the stream of runs that look at the same by the same rules.
    pub(super) fn stream(&mut self, rules: &[i64]) -> Result<i64> {
        let mut body = serde_json::json!({ "roots": self.occasion.roots, "rules": rules });
        // What is filled in later is a stream of its own: it runs through a time that others know.
        if let (Some(time), Some(object)) = (self.occasion.filled_in, body.as_object_mut()) {
            object.insert("filled_in".into(), time.into());
        }
        let body = body.to_string();
        let digest = hex(&sha256(body.as_bytes()));
        let query = "SELECT id FROM stream WHERE repository = ?1 AND digest = ?2";
        let known = self
            .connection
            .query_row(query, (self.repository, &digest), |row| row.get(0))
            .optional()?;
        match known {
            Some(id) => Ok(id),
            None => {
                let cells = [number(self.repository), text(&digest), text(&body)];
                self.entry.add("stream", &cells)
            }
        }
    }
}
