//! What clusters were asked to admit, for an auditor.
//!
//! In: the admissions of the period. Out: `admissions.csv`, and sums by cluster for the manifest and
//! the page. Never here: counting them as resources or exceptions, because what was denied was never
//! there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::evidence::Evidence;
use super::page::{paragraph, table};
use crate::history::{Admission, State, moment};
use crate::report::csv;

const COLUMNS: [&str; 17] = [
    "admission",
    "first_time",
    "last_time",
    "requests",
    "cluster",
    "operation",
    "kind",
    "address",
    "outcome",
    "verdict_hash",
    "criteria",
    "violated",
    "waived",
    "not_decided",
    "manner",
    "packs",
    "pack_digests",
];

/// What a cluster's door did in the period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// Requests: allowed, warned, denied.
    pub requests: [i64; 3],
    /// Objects with a verdict.
    pub verdicts: i64,
    /// Requests that were judged and not recorded.
    pub missed: i64,
}

/// Admissions of the period, each with its requests in it alone.
fn period(evidence: &Evidence) -> impl Iterator<Item = Admission> {
    let (from, to) = (evidence.question.from, evidence.question.to);
    evidence.admissions.iter().filter_map(move |own| own.within(from, to))
}

/// Sums by cluster.
pub fn sums(evidence: &Evidence) -> BTreeMap<&str, Sum> {
    let (from, to) = (evidence.question.from, evidence.question.to);
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for own in &evidence.admissions {
        let Some(inside) = own.within(from, to) else { continue };
        let sum = sums.entry(name(&own.door.cluster)).or_default();
        let slot = match own.outcome.as_str() {
            "denied" => 2,
            "warned" => 1,
            _ => 0,
        };
        if let Some(requests) = sum.requests.get_mut(slot) {
            *requests += inside.count();
        }
        sum.verdicts += 1;
    }
    for door in &evidence.doors {
        let inside = door.missed.iter().filter(|(time, _)| (from..=to).contains(time));
        let missed: i64 = inside.map(|(_, count)| count).sum();
        if missed > 0 {
            sums.entry(name(&door.cluster)).or_default().missed += missed;
        }
    }
    sums
}

/// The sums as the manifest has them.
pub fn value(evidence: &Evidence) -> Value {
    let sums = sums(evidence).into_iter().map(|(cluster, sum)| {
        let [allowed, warned, denied] = sum.requests;
        json!({ "cluster": cluster, "requests": allowed + warned + denied, "allowed": allowed,
            "warned": warned, "denied": denied, "verdicts": sum.verdicts,
            "not_recorded": sum.missed })
    });
    Value::Array(sums.collect())
}

/// `admissions.csv`: a line for each object and verdict.
pub fn sheet(evidence: &Evidence) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = csv::row(&COLUMNS, &mut bytes);
    for own in period(evidence) {
        let rules = |wanted: fn(State) -> bool| {
            let found = own.findings.iter().filter(|found| wanted(found.state));
            found.map(|found| found.rule.as_str()).collect::<Vec<_>>().join(" ")
        };
        let mut criteria: Vec<&str> =
            own.findings.iter().flat_map(|found| evidence.controls_of(&found.rule)).collect();
        criteria.sort_unstable();
        criteria.dedup();
        let packs: Vec<String> =
            own.door.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
        let digests: Vec<&str> = own.door.packs.iter().map(|pack| pack.digest.as_str()).collect();
        let cells = [
            format!("a{}", own.id),
            moment::shown(own.first()),
            moment::shown(own.last()),
            own.count().to_string(),
            name(&own.door.cluster).to_owned(),
            own.operation.clone(),
            own.kind.clone(),
            own.address.clone(),
            own.outcome.clone(),
            own.verdict_hash.clone(),
            criteria.join(" "),
            rules(|state| state == State::Open),
            rules(State::is_accepted),
            rules(|state| matches!(state, State::Indeterminate | State::Error)),
            own.door.manner.clone(),
            packs.join("; "),
            digests.join("; "),
        ];
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let _ = csv::row(&cells, &mut bytes);
    }
    bytes
}

/// The page's section, where a door recorded anything.
pub fn section(evidence: &Evidence, out: &mut String) {
    if evidence.doors.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Admissions</h2>\n");
    let text = "What clusters were asked to admit in the period, by the same rules; one line a \
                verdict is in admissions.csv. These are requests, not resources: what was denied was \
                never there, and is in no population and no exception. Requests that could not be \
                recorded were answered all the same.";
    paragraph(out, "", text);
    let rows: Vec<Vec<String>> = sums(evidence)
        .into_iter()
        .map(|(cluster, sum)| {
            let [allowed, warned, denied] = sum.requests;
            let numbers =
                [allowed + warned + denied, allowed, warned, denied, sum.verdicts, sum.missed];
            std::iter::once(cluster.to_owned()).chain(numbers.map(|own| own.to_string())).collect()
        })
        .collect();
    let columns =
        ["cluster", "requests", "allowed", "warned", "denied", "verdicts", "not recorded"];
    table(out, &columns, &[1, 2, 3, 4, 5, 6], &rows);
    out.push_str("</section>\n");
}

fn name(cluster: &str) -> &str {
    cluster.strip_prefix("cluster ").unwrap_or(cluster)
}
