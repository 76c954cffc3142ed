//! Samples: resources of a criterion's population, drawn so that anybody can draw them again.
//!
//! In: a criterion and the hash of its population file. Out: JSON. A resource's rank is the SHA-256
//! of the seed, a line end, and its line; the lowest ranks are drawn. Neither a clock nor a source
//! of randomness takes part, and whoever chooses the seed before the period ends cannot choose what
//! is drawn.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::controls::Summary;
use super::evidence::{Evidence, FileBody, FileChange};
use super::population::{Populations, Stretch};
use crate::history::{BodyFinding, Status, moment};
use crate::policy::selection::hex;

const METHOD: &str = "rank = SHA-256 of: seed, a line end, repository, file, type, address, ordinal \
    between tabulators; the lowest ranks are drawn; the run is the one at (first 8 bytes of the \
    rank, big-endian) modulo (number of the period's runs that hold the resource)";

const NO_EXCERPT: &str =
    "no lines were kept of this resource; read the file at the revision of the run";

type Members<'m, 'p, 'e> = Vec<&'m (&'p Stretch<'e>, Status)>;

/// The samples of a criterion. `population` is the SHA-256 of its population file.
pub fn samples(
    evidence: &Evidence,
    populations: &Populations<'_>,
    summary: &Summary<'_, '_>,
    population: &str,
) -> Value {
    let seed = match evidence.question.seed.as_str() {
        "" => population.to_owned(),
        own => format!("{own}:{population}"),
    };
    let mut resources: BTreeMap<String, Members<'_, '_, '_>> = BTreeMap::new();
    for member in &summary.members {
        let (stretch, _) = member;
        let line = format!(
            "{}\t{}\t{}\t{}\t{}",
            populations.repository(stretch),
            stretch.file,
            stretch.held.kind,
            stretch.held.address,
            stretch.ordinal
        );
        resources.entry(line).or_default().push(member);
    }
    let size = resources.len();
    let mut ranked: Vec<([u8; 32], Members<'_, '_, '_>)> = resources
        .into_iter()
        .map(|(line, members)| (Sha256::digest(format!("{seed}\n{line}")).into(), members))
        .collect();
    ranked.sort_unstable_by_key(|(rank, _)| *rank);
    let drawn: Vec<Value> = ranked
        .iter()
        .take(evidence.question.samples)
        .filter_map(|(rank, members)| one(evidence, populations, summary, rank, members))
        .collect();
    json!({
        "criterion": summary.control.id,
        "method": METHOD,
        "seed": seed,
        "population": { "file": format!("populations/{}.csv", summary.file),
            "sha256": population, "resources": size },
        "drawn": drawn.len(),
        "samples": drawn,
    })
}

fn one(
    evidence: &Evidence,
    populations: &Populations<'_>,
    summary: &Summary<'_, '_>,
    rank: &[u8; 32],
    members: &Members<'_, '_, '_>,
) -> Option<Value> {
    let mut held: Vec<_> = members
        .iter()
        .flat_map(|(stretch, status)| {
            populations.runs(stretch).iter().map(move |run| (*run, *stretch, *status))
        })
        .collect();
    // Two targets may hold the same resource.
    held.sort_by_key(|(run, ..)| run.id);
    let number = rank.iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let at = usize::try_from(number % u64::try_from(held.len().max(1)).ok()?).ok()?;
    let (run, stretch, status) = held.get(at)?;
    // A stretch may go on over several contents of the file: findings and lines are this run's.
    let file = evidence.streams.get(&run.stream)?.at(stretch.file, run.id)?;
    let body = evidence.states.get(&file.state?)?;
    let index = index(body, stretch)?;
    let findings: Vec<&BodyFinding> =
        body.findings.iter().filter(|found| found.resource == index).collect();
    let rules: Vec<Value> = stretch
        .held
        .outcomes
        .iter()
        .filter(|(rule, _)| summary.ids.contains(&**rule))
        .map(|(rule, outcome)| {
            let row = run.rules.get(&**rule).and_then(|row| evidence.rules.get(row));
            let own = findings.iter().filter(|found| found.rule == **rule);
            let own: Vec<Value> = own
                .map(|found| {
                    json!({ "fingerprint": found.fingerprint, "state": found.state.name(),
                        "severity": found.severity, "file": place(&found.file, stretch.file), "line": found.line,
                        "column": found.column, "message": found.message })
                })
                .collect();
            json!({ "rule": &**rule, "sha256": row.map(|row| row.digest.as_str()),
                "verdict": outcome.name(), "findings": own })
        })
        .collect();
    let mut sample = json!({
        "rank": hex(rank), "repository": run.repository, "revision": run.revision,
        "run": run.id, "time": moment::shown(run.time), "file": stretch.file,
        "type": stretch.held.kind, "address": stretch.held.address, "ordinal": stretch.ordinal,
        "status": status.name(), "verdict_hash": stretch.held.verdict_hash, "rules": rules,
    });
    if let Some(object) = sample.as_object_mut() {
        match excerpt(evidence, file, index) {
            Some(excerpt) => object.insert("excerpt".into(), excerpt),
            None => object.insert("excerpt_missing".into(), NO_EXCERPT.into()),
        };
    }
    Some(sample)
}

/// The lines that the resource stood in when the run saw it.
fn excerpt(evidence: &Evidence, file: &FileChange, index: usize) -> Option<Value> {
    let kept = evidence.excerpts.get(&file.excerpt?)?;
    let excerpt = kept.of(index)?;
    let lines: Vec<&str> = excerpt.text.lines().collect();
    Some(json!({
        "file_sha256": kept.source, "first_line": excerpt.line, "lines": excerpt.lines,
        "cut": excerpt.cut, "masked": excerpt.masked, "text": lines,
    }))
}

/// Which resource of a content a stretch is of.
fn index(body: &FileBody, stretch: &Stretch<'_>) -> Option<usize> {
    let same =
        body.resources.iter().enumerate().filter(|(_, held)| {
            held.kind == stretch.held.kind && held.address == stretch.held.address
        });
    same.map(|(index, _)| index).nth(stretch.ordinal)
}

/// The file that a finding names, or the one that it stands in.
fn place<'a>(named: &'a str, own: &'a str) -> &'a str {
    if named.is_empty() { own } else { named }
}
