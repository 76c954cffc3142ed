//! What a run found, file by file.
//!
//! In: resources, assessments and results of a run. Out: the text of each file's state, the status
//! of each resource, and a hash over the whole population.

use std::collections::HashMap;
use std::fmt::Write as _;

use rusqlite::{OptionalExtension, Result};
use sha2::{Digest, Sha256};

use super::Recording;
use crate::finding::{RuleResult, Run, Verdict, WaiverUse};
use crate::history::append::text;
use crate::history::body::{FindingLine, ResourceLine};
use crate::history::life::State;
use crate::history::population::Status;
use crate::model::{FileId, Span, Str};

/// What a run found, file by file.
pub(super) struct States {
    /// Text by file; files without a resource have none.
    pub bodies: HashMap<FileId, String>,
    /// Status of each resource, in the run's order.
    pub statuses: Vec<Status>,
    /// Resources by file: name and place of each, in order.
    pub places: HashMap<FileId, Vec<(Str, Span)>>,
    /// Hash over the whole population.
    pub population: [u8; 32],
}

impl Recording<'_> {
    /// The states of all files.
    pub(super) fn states(&mut self, rules: &[i64]) -> Result<States> {
        let run = self.run;
        let statuses = self.statuses();
        let assessments = self.assessments(rules)?;
        let mut bodies: HashMap<FileId, String> = HashMap::new();
        // Which resource of its file each is.
        let mut places = Vec::with_capacity(run.resources.len());
        let mut by_file: HashMap<FileId, Vec<(Str, Span)>> = HashMap::new();
        for (index, resource) in run.resources.iter().enumerate() {
            let own = by_file.entry(resource.file()).or_default();
            places.push(own.len());
            own.push((resource.name.clone(), resource.span));
            let line = ResourceLine {
                format: resource.format.name(),
                kind: &resource.kind,
                address: &resource.address,
                status: statuses.get(index).copied().unwrap_or(Status::NotAssessed),
                hash: run.resource_hashes.get(index).map_or("", |hash| &**hash),
                assessment: assessments.get(index).copied().unwrap_or_default(),
            };
            line.write(bodies.entry(resource.file()).or_default());
        }
        let population = population(run, &statuses);
        self.add_findings(rules, &places, &mut bodies)?;
        Ok(States { bodies, statuses, places: by_file, population })
    }

    fn add_findings(
        &mut self,
        rules: &[i64],
        places: &[usize],
        bodies: &mut HashMap<FileId, String>,
    ) -> Result<()> {
        let run = self.run;
        let mut acceptances = HashMap::new();
        for result in &run.results {
            if matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable) {
                continue;
            }
            let index = result.resource.0 as usize;
            let Some(resource) = run.resources.get(index) else { continue };
            let start = run.sources.positions(result.span).0;
            let elsewhere = result.span.file != resource.file();
            let line = FindingLine {
                fingerprint: &result.fingerprint,
                rule: rules.get(result.rule).copied().unwrap_or_default(),
                state: State::of(result),
                severity: result.severity.name(),
                resource: places.get(index).copied().unwrap_or_default(),
                address: if result.address == resource.address { "" } else { &result.address },
                file: if elsewhere { run.sources.path(result.span.file) } else { "" },
                line: u64::from(start.line),
                column: u64::from(start.column),
                acceptance: self.acceptance(result, &mut acceptances)?,
                message: &result.message,
            };
            line.write(bodies.entry(resource.file()).or_default());
        }
        Ok(())
    }

    /// The status of each resource: an open failure outweighs an accepted one, which outweighs an
    /// open question, which outweighs a pass.
    fn statuses(&self) -> Vec<Status> {
        let run = self.run;
        let mut statuses = vec![Status::NotAssessed; run.resources.len()];
        for assessed in run.assessments.iter().filter(|own| own.verdict == Verdict::Pass) {
            if let Some(status) = statuses.get_mut(assessed.resource.0 as usize) {
                *status = Status::Pass;
            }
        }
        let rank = |status: Status| match status {
            Status::Pass => 0,
            Status::NotAssessed => 1,
            Status::Waived => 2,
            Status::Fail => 3,
        };
        for result in &run.results {
            let new = match result.verdict {
                // A baseline accepts nothing: it only keeps what is known from failing a scan.
                Verdict::Fail if State::of(result) == State::Open => Status::Fail,
                Verdict::Fail => Status::Waived,
                Verdict::Indeterminate | Verdict::Error => Status::NotAssessed,
                Verdict::Pass | Verdict::NotApplicable => continue,
            };
            if let Some(status) = statuses.get_mut(result.resource.0 as usize)
                && rank(new) > rank(*status)
            {
                *status = new;
            }
        }
        statuses
    }

    /// Rows of the sets of verdicts, one for each resource; resources share them.
    fn assessments(&mut self, rules: &[i64]) -> Result<Vec<i64>> {
        let mut known: HashMap<String, i64> = HashMap::new();
        let mut statement = self.connection.prepare("SELECT verdicts, id FROM assessment")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            known.insert(row.get(0)?, row.get(1)?);
        }
        let run = self.run;
        let mut sets: Vec<Vec<(Verdict, i64)>> = vec![Vec::new(); run.resources.len()];
        for assessed in &run.assessments {
            let rule = rules.get(assessed.rule).copied().unwrap_or_default();
            if let Some(set) = sets.get_mut(assessed.resource.0 as usize) {
                set.push((assessed.verdict, rule));
            }
        }
        let mut ids = Vec::with_capacity(sets.len());
        for set in sets {
            let verdicts = verdicts(set);
            let id = match known.get(&verdicts) {
                Some(id) => *id,
                None => {
                    let id = self.entry.add("assessment", &[text(&verdicts)])?;
                    known.insert(verdicts, id);
                    id
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }

    /// The row of the waiver or suppression that covers a result; 0 where nothing does.
    fn acceptance(&mut self, result: &RuleResult, known: &mut HashMap<String, i64>) -> Result<i64> {
        let (kind, body) = if let Some(waiver) = &result.waiver {
            ("waiver", waiver_body(waiver))
        } else if let Some(suppression) = &result.suppression {
            // Its line is left out: it moves with the file and changes nothing.
            ("suppression", serde_json::json!({ "reason": suppression.reason }).to_string())
        } else {
            return Ok(0);
        };
        self.acceptance_row(kind, body, known)
    }

    /// The row of an acceptance, added where it is new.
    pub(super) fn acceptance_row(
        &mut self,
        kind: &str,
        body: String,
        known: &mut HashMap<String, i64>,
    ) -> Result<i64> {
        if let Some(id) = known.get(&body) {
            return Ok(*id);
        }
        let query = "SELECT id FROM acceptance WHERE kind = ?1 AND body = ?2";
        let found =
            self.connection.query_row(query, [kind, body.as_str()], |row| row.get(0)).optional()?;
        let id = match found {
            Some(id) => id,
            None => self.entry.add("acceptance", &[text(kind), text(&body)])?,
        };
        known.insert(body, id);
        Ok(id)
    }
}

/// What the store keeps of a waiver.
pub(super) fn waiver_body(waiver: &WaiverUse) -> String {
    serde_json::json!({
        "reason": waiver.reason, "requested_by": waiver.requested_by,
        "approved_by": waiver.approved_by, "ticket": waiver.ticket,
        "expires": waiver.expires,
    })
    .to_string()
}

/// Hash over path, kind, address, verdict hash and status of each resource, sorted.
fn population(run: &Run, statuses: &[Status]) -> [u8; 32] {
    let mut members: Vec<_> = run
        .resources
        .iter()
        .enumerate()
        .map(|(index, resource)| {
            let hash = run.resource_hashes.get(index).map_or("", |hash| &**hash);
            let status = statuses.get(index).map_or("", |status| status.name());
            let path = run.sources.path(resource.file());
            [path, &*resource.kind, &*resource.address, hash, status]
        })
        .collect();
    members.sort_unstable();
    let mut digest = Sha256::new();
    for member in members {
        for field in member {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
    }
    digest.finalize().into()
}

/// `fail:9;pass:1,2`.
fn verdicts(mut set: Vec<(Verdict, i64)>) -> String {
    set.sort_unstable();
    let mut text = String::with_capacity(set.len() * 4 + 16);
    let mut last = None;
    for (verdict, rule) in set {
        // Writing to a String cannot fail.
        let _ = match last {
            Some(same) if same == verdict => write!(text, ",{rule}"),
            Some(_) => write!(text, ";{}:{rule}", verdict.name()),
            None => write!(text, "{}:{rule}", verdict.name()),
        };
        last = Some(verdict);
    }
    text
}
