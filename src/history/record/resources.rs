//! The population: each resource, its status, its verdict hash, and its verdicts, as events.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use rusqlite::Result;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::Recording;
use super::files::Files;
use crate::finding::Verdict;
use crate::history::append::{maybe, number, text};
use crate::history::canonical::{hex, unhex};
use crate::history::population::Status;

/// What was recorded of the resources, in the run's order.
pub(super) struct Recorded {
    /// Row of each.
    pub ids: Vec<i64>,
    /// Status of each.
    pub statuses: Vec<Status>,
    /// Hash over the whole population.
    pub population: [u8; 32],
}

/// What a resource is called: file, kind, address, and which of several of that name.
type Identity = (i64, String, String, i64);

/// The last event of a resource.
struct Latest {
    path: String,
    status: String,
    hash: Option<Vec<u8>>,
    assessment: Option<i64>,
}

impl Recording<'_> {
    /// Records resources that are new, changed or gone.
    pub(super) fn resources(&mut self, rules: &[i64], files: &mut Files) -> Result<Recorded> {
        let run = self.run;
        let statuses = self.statuses();
        let assessments = self.assessments(rules)?;
        let (mut known, mut latest) = self.known_resources()?;
        let mut ordinals: HashMap<(i64, &str, &str), i64> = HashMap::new();
        let mut ids = Vec::with_capacity(run.resources.len());
        let mut population = Vec::with_capacity(run.resources.len());
        for (index, resource) in run.resources.iter().enumerate() {
            let path = run.sources.path(resource.file());
            let file = self.file_id(files, path)?;
            let (kind, address) = (&*resource.kind, &*resource.address);
            let ordinal = ordinals.entry((file, kind, address)).or_default();
            let identity = (file, kind.to_owned(), address.to_owned(), *ordinal);
            let id = match known.get(&identity) {
                Some(id) => *id,
                None => {
                    let format = text(resource.format.name());
                    let cells = [number(file), text(kind), format, text(address), number(*ordinal)];
                    let id = self.entry.add("resource", &cells)?;
                    known.insert(identity, id);
                    id
                }
            };
            *ordinal += 1;
            ids.push(id);
            let status = statuses.get(index).copied().unwrap_or(Status::NotAssessed);
            let hash = run.resource_hashes.get(index).map_or("", |hash| &**hash);
            population.push(format!("{path}\t{kind}\t{address}\t{hash}\t{}\n", status.name()));
            let bytes = unhex(hash);
            let assessment = assessments.get(index).copied();
            let before = latest.remove(&id);
            let same = before.is_some_and(|before| {
                before.status == status.name()
                    && before.hash == bytes
                    && before.assessment == assessment
            });
            if !same {
                self.resource_event(id, status.name(), bytes.as_deref(), assessment)?;
            }
        }
        let mut gone: Vec<i64> = latest
            .into_iter()
            .filter(|(_, last)| last.status != "gone" && self.scope.covers(&last.path))
            .map(|(id, _)| id)
            .collect();
        gone.sort_unstable();
        for id in gone {
            self.resource_event(id, "gone", None, None)?;
        }
        population.sort_unstable();
        let population = Sha256::digest(population.concat()).into();
        Ok(Recorded { ids, statuses, population })
    }

    fn resource_event(
        &mut self,
        resource: i64,
        status: &str,
        hash: Option<&[u8]>,
        assessment: Option<i64>,
    ) -> Result<i64> {
        let hash = hash.map_or(ValueRef::Null, ValueRef::Blob);
        let cells = [number(self.number), number(resource), text(status), hash, maybe(assessment)];
        self.entry.add("resource_event", &cells)
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
                Verdict::Fail if result.is_open_failure() => Status::Fail,
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

    fn known_resources(&self) -> Result<(HashMap<Identity, i64>, HashMap<i64, Latest>)> {
        let mut known = HashMap::new();
        let mut latest = HashMap::new();
        let mut statement = self.connection.prepare(
            "SELECT resource.id, resource.file, kind, address, ordinal, path, status, verdict_hash,
                    assessment
               FROM resource JOIN file ON file.id = resource.file
               LEFT JOIN resource_event ON resource_event.id =
                 (SELECT max(id) FROM resource_event WHERE resource_event.resource = resource.id)
              WHERE repository = ?1",
        )?;
        let mut rows = statement.query([self.repository])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            known.insert((row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?), id);
            if let Some(status) = row.get::<_, Option<String>>(6)? {
                let (hash, assessment) = (row.get(7)?, row.get(8)?);
                latest.insert(id, Latest { path: row.get(5)?, status, hash, assessment });
            }
        }
        Ok((known, latest))
    }
}

/// `pass:1,2;fail:9`.
fn verdicts(mut set: Vec<(Verdict, i64)>) -> String {
    set.sort_unstable();
    let mut by_verdict: BTreeMap<Verdict, String> = BTreeMap::new();
    for (verdict, rule) in set {
        let list = by_verdict.entry(verdict).or_default();
        let comma = if list.is_empty() { "" } else { "," };
        // Writing to a String cannot fail.
        let _ = write!(list, "{comma}{rule}");
    }
    let parts: Vec<String> = by_verdict
        .into_iter()
        .map(|(verdict, list)| format!("{}:{list}", verdict.name()))
        .collect();
    parts.join(";")
}

/// A verdict hash as reports print it.
pub(in crate::history) fn shown_hash(bytes: Option<Vec<u8>>) -> String {
    bytes.map_or_else(String::new, |bytes| hex(&bytes))
}
