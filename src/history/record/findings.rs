//! The life of each finding, as events: a finding that stays as it was adds none.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Result};

use super::files::Files;
use super::{Recorded, Recording, resources};
use crate::finding::{RuleResult, Verdict};
use crate::history::append::{maybe, number, text};
use crate::history::life::State;

/// A finding that is known, with its last event.
struct Known {
    id: i64,
    rule: String,
    path: String,
    state: State,
    severity: String,
    resource: Option<i64>,
    file: i64,
    place: String,
    acceptance: Option<i64>,
}

impl Recording<'_> {
    /// Records findings that are new, changed or gone.
    pub(super) fn findings(
        &mut self,
        resources: &resources::Recorded,
        files: &mut Files,
    ) -> Result<Recorded> {
        let run = self.run;
        let mut known = self.known_findings()?;
        let mut acceptances = HashMap::new();
        let mut recorded = Recorded { run: self.number, introduced: 0, fixed: 0, reopened: 0 };
        for result in &run.results {
            if matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable) {
                continue;
            }
            let rule = run.rules.get(result.rule).map_or("", |rule| &*rule.id);
            let before = known.remove(&result.fingerprint);
            let acceptance = self.acceptance(result, &mut acceptances)?;
            let path = run.sources.path(result.span.file);
            let now = Known {
                id: match &before {
                    Some(before) => before.id,
                    None => {
                        let print = text(&result.fingerprint);
                        let cells = [number(self.repository), print, text(rule)];
                        self.entry.add("finding", &cells)?
                    }
                },
                rule: String::new(),
                path: String::new(),
                state: State::of(result),
                severity: result.severity.name().to_owned(),
                resource: resources.ids.get(result.resource.0 as usize).copied(),
                file: self.file_id(files, path)?,
                place: self.place(result),
                acceptance,
            };
            match (&before, now.state) {
                (None, State::Open) => recorded.introduced += 1,
                (Some(before), State::Open) if before.state != State::Open => {
                    recorded.reopened += 1;
                }
                _ => {}
            }
            if before.is_none_or(|before| before.differs(&now)) {
                self.finding_event(&now)?;
            }
        }
        recorded.fixed = self.fixed(known)?;
        Ok(recorded)
    }

    /// Ends the findings that this run would have reported, and did not.
    fn fixed(&mut self, known: HashMap<String, Known>) -> Result<usize> {
        let run = self.run;
        // Where a policy failed, its silence says nothing.
        let failed: HashSet<(&str, &str)> = run
            .results
            .iter()
            .filter(|result| result.verdict == Verdict::Error)
            .filter_map(|result| {
                let rule = run.rules.get(result.rule)?;
                Some((&*rule.id, run.sources.path(result.span.file)))
            })
            .collect();
        let mut gone: Vec<Known> = known
            .into_values()
            .filter(|finding| finding.state != State::Fixed)
            .filter(|finding| self.scope.would_report(&finding.rule, &finding.path))
            .filter(|finding| !failed.contains(&(&*finding.rule, &*finding.path)))
            .collect();
        gone.sort_by_key(|finding| finding.id);
        let mut count = 0;
        for finding in gone {
            count += usize::from(finding.state.is_failure());
            let end = Known {
                state: State::Fixed,
                resource: None,
                place: String::new(),
                acceptance: None,
                ..finding
            };
            self.finding_event(&end)?;
        }
        Ok(count)
    }

    fn finding_event(&mut self, finding: &Known) -> Result<i64> {
        let cells = [
            number(self.number),
            number(finding.id),
            text(finding.state.name()),
            text(&finding.severity),
            maybe(finding.resource),
            number(finding.file),
            text(&finding.place),
            maybe(finding.acceptance),
        ];
        self.entry.add("finding_event", &cells)
    }

    /// What the report says of a result's place.
    fn place(&self, result: &RuleResult) -> String {
        let (start, end) = self.run.sources.positions(result.span);
        serde_json::json!({
            "address": &*result.address, "line": start.line, "column": start.column,
            "end_line": end.line, "end_column": end.column, "message": result.message,
            "verdict": result.verdict.name(),
        })
        .to_string()
    }

    /// The row of the waiver or suppression that covers a result.
    fn acceptance(
        &mut self,
        result: &RuleResult,
        known: &mut HashMap<String, i64>,
    ) -> Result<Option<i64>> {
        let (kind, body) = if let Some(waiver) = &result.waiver {
            let body = serde_json::json!({
                "reason": waiver.reason, "requested_by": waiver.requested_by,
                "approved_by": waiver.approved_by, "ticket": waiver.ticket,
                "expires": waiver.expires,
            });
            ("waiver", body.to_string())
        } else if let Some(suppression) = &result.suppression {
            // Its line is left out: it moves with the file and changes nothing.
            ("suppression", serde_json::json!({ "reason": suppression.reason }).to_string())
        } else {
            return Ok(None);
        };
        if let Some(id) = known.get(&body) {
            return Ok(Some(*id));
        }
        let query = "SELECT id FROM acceptance WHERE kind = ?1 AND body = ?2";
        let found =
            self.connection.query_row(query, [kind, body.as_str()], |row| row.get(0)).optional()?;
        let id = match found {
            Some(id) => id,
            None => self.entry.add("acceptance", &[text(kind), text(&body)])?,
        };
        known.insert(body, id);
        Ok(Some(id))
    }

    fn known_findings(&self) -> Result<HashMap<String, Known>> {
        let mut known = HashMap::new();
        let mut statement = self.connection.prepare(
            "SELECT fingerprint, finding.id, rule, path, state, severity, resource, file, place,
                    acceptance
               FROM finding JOIN finding_event AS event ON event.id =
                 (SELECT max(id) FROM finding_event WHERE finding_event.finding = finding.id)
               JOIN file ON file.id = event.file
              WHERE finding.repository = ?1",
        )?;
        let mut rows = statement.query([self.repository])?;
        while let Some(row) = rows.next()? {
            let finding = Known {
                id: row.get(1)?,
                rule: row.get(2)?,
                path: row.get(3)?,
                state: State::named(&row.get::<_, String>(4)?),
                severity: row.get(5)?,
                resource: row.get(6)?,
                file: row.get(7)?,
                place: row.get(8)?,
                acceptance: row.get(9)?,
            };
            known.insert(row.get(0)?, finding);
        }
        Ok(known)
    }
}

impl Known {
    /// Whether anything that a report shows is different.
    fn differs(&self, now: &Self) -> bool {
        self.state != now.state
            || self.severity != now.severity
            || self.resource != now.resource
            || self.file != now.file
            || self.place != now.place
            || self.acceptance != now.acceptance
    }
}
