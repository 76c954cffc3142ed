//! Resources that belong together, by whatever way one names the other.
//!
//! Each folder of `fixtures/terraform/references` is a root module of one shape. The comments at
//! the start of its `main.tf` say what must come of it: `join: A -- B` for two that see each other,
//! `names: A -- B` where only A sees B, and the verdict of a rule on an address. Among resources of
//! the bucket family there are no joins but these.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value as Json;

use crate::common::{Provost, repository};

const FIXTURES: &str = "fixtures/terraform/references";

/// Rules by the names that the fixtures give them.
const RULES: [(&str, &str); 5] = [
    ("versioned", "aws-s3-bucket-versioned"),
    ("blocked", "aws-s3-bucket-public-access-blocked"),
    ("tls", "aws-s3-bucket-policy-requires-tls"),
    ("logged", "aws-s3-bucket-access-logged"),
    ("replicated", "aws-s3-bucket-replicated"),
];

/// What is expected of one shape, or what came of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    joins: BTreeSet<(String, String)>,
    verdicts: BTreeSet<String>,
}

fn expected(text: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in text.lines().map_while(|line| line.strip_prefix("# ")) {
        let (kind, rest) = line.split_once(": ").unwrap();
        match (kind, rest.split_once(" -- ")) {
            ("join" | "names", Some((from, to))) => {
                outcome.joins.insert((from.into(), to.into()));
                if kind == "join" {
                    outcome.joins.insert((to.into(), from.into()));
                }
            }
            _ => {
                assert!(RULES.iter().any(|(name, _)| *name == kind), "{line}");
                outcome.verdicts.insert(line.into());
            }
        }
    }
    outcome
}

/// The first folder of a path or place.
fn shape(path: &Json) -> String {
    path.as_str().unwrap().split('/').next().unwrap().to_owned()
}

fn of_bucket_family(address: &str) -> bool {
    address.split('.').rev().nth(1).is_some_and(|kind| kind.starts_with("aws_s3_bucket"))
        && !address.contains("data.")
}

fn outcomes() -> BTreeMap<String, Outcome> {
    let mut provost = Provost::new("inspect").copy(FIXTURES, "");
    let mut found: BTreeMap<String, Outcome> = BTreeMap::new();
    let model: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    for resource in model["resources"].as_array().unwrap() {
        let outcome = found.entry(shape(&resource["place"])).or_default();
        let address = resource["address"].as_str().unwrap();
        for other in resource["related"].as_array().unwrap() {
            let other = other.as_str().unwrap();
            if of_bucket_family(address) && of_bucket_family(other) {
                outcome.joins.insert((address.into(), other.into()));
            }
        }
    }
    let rules = RULES.map(|(_, id)| format!("--rule {id}")).join(" ");
    let arguments = format!("scan --include-passes --pack all --format json {rules}");
    let report: Json = serde_json::from_str(&provost.run_with(&arguments).stdout).unwrap();
    for result in report["results"].as_array().unwrap() {
        let (name, _) = RULES.into_iter().find(|(_, id)| result["rule"] == *id).unwrap();
        let (address, verdict) = (&result["address"], &result["verdict"]);
        let line = format!("{name}: {} {}", address.as_str().unwrap(), verdict.as_str().unwrap());
        found.entry(shape(&result["location"]["file"])).or_default().verdicts.insert(line);
    }
    found
}

#[test]
fn resources_meet_those_that_belong_to_them() {
    let found = outcomes();
    let none = Outcome::default();
    let mut faults = Vec::new();
    let folders = fs::read_dir(repository().join(FIXTURES)).unwrap();
    let mut folders: Vec<_> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 70);
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let wanted = expected(&fs::read_to_string(folder.join("main.tf")).unwrap());
        let given = found.get(name).unwrap_or(&none);
        faults.extend(
            wanted.joins.difference(&given.joins).map(|join| format!("{name}: no {join:?}")),
        );
        faults
            .extend(given.joins.difference(&wanted.joins).map(|join| format!("{name}: {join:?}")));
        let missing = wanted.verdicts.difference(&given.verdicts);
        faults.extend(missing.map(|verdict| format!("{name}: not {verdict}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
