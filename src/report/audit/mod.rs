//! The evidence package for a framework and a period.
//!
//! In: a store and a question ([`gather()`]), or [`Evidence`] from anywhere. Out: a [`Package`], files
//! and their one hash, the same for the same evidence; [`Package::write`] puts it where nothing was
//! before. Never here: judging anew, or a word on whether a framework is met.

mod accepted;
mod admissions;
mod archive;
mod controls;
pub mod evidence;
mod exceptions;
mod gather;
mod oscal;
mod page;
mod period;
mod population;
mod remediation;
mod samples;
mod seal;
mod sheets;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::history::moment;
use crate::model::Date;
use controls::Summary;
use evidence::Evidence;
pub use evidence::Question;
use exceptions::Exception;
pub use gather::{AuditError, Mapping, gather};
use population::Populations;
use seal::Files;

/// A package, ready to be written.
#[derive(Debug)]
pub struct Package {
    /// Name of its directory: `2026-10-01_2026-10-31-soc2`.
    pub name: String,
    /// Files by path.
    pub files: Files,
    /// SHA-256 of `SHA256SUMS`.
    pub hash: String,
    /// Runs in the period.
    pub runs: usize,
    /// Times without evidence.
    pub gaps: usize,
    /// Violations in the period, and how many of them were open at its end.
    pub exceptions: (usize, usize),
}

/// Makes the package.
pub fn package(evidence: &Evidence) -> Package {
    let populations = Populations::new(evidence, period::targets(evidence));
    let gaps = period::gaps(evidence);
    let exceptions = exceptions::exceptions(evidence);
    let summaries = controls::summaries(evidence, &populations, &exceptions);
    let acceptances = accepted::acceptances(evidence);
    let paces = remediation::paces(&evidence.question, &exceptions);
    let parts = page::Parts {
        evidence,
        populations: &populations,
        summaries: &summaries,
        exceptions: &exceptions,
        acceptances: &acceptances,
        paces: &paces,
        gaps: &gaps,
    };
    let runs: Vec<_> = evidence.period().collect();
    let mut files: Files =
        sheets(&parts).into_par_iter().map(|(path, make)| (path, make())).collect();
    if !evidence.doors.is_empty() {
        files.insert("admissions.csv".to_owned(), admissions::sheet(evidence));
    }
    files.extend(archive::archive(evidence));
    let controls: Vec<Files> = summaries
        .par_iter()
        .map(|summary| control_files(evidence, &populations, summary, &exceptions))
        .collect();
    files.extend(controls.into_iter().flatten());
    add_rules(evidence, &mut files);
    seal::add_ledger(evidence, &mut files);
    let hash = seal::seal(head(evidence, &gaps, &runs), &mut files);
    let open = exceptions.iter().filter(|own| own.is_open()).count();
    Package {
        name: name(evidence),
        files,
        hash,
        runs: runs.len(),
        gaps: gaps.len(),
        exceptions: (exceptions.len(), open),
    }
}

/// A file in the making.
type Make<'p> = Box<dyn Fn() -> Vec<u8> + Send + Sync + 'p>;

/// Files of the whole package: none needs another, so that each may be made on a thread of its own.
fn sheets<'p>(parts: &'p page::Parts<'_, '_>) -> Vec<(String, Make<'p>)> {
    let page::Parts { evidence, populations, summaries, exceptions, acceptances, paces, .. } =
        *parts;
    let file = |path: &str, make: Make<'p>| (path.to_owned(), make);
    vec![
        file(
            "oscal/assessment-results.json",
            Box::new(move || pretty(&oscal::results(evidence, summaries, exceptions))),
        ),
        file("oscal/poam.json", Box::new(move || pretty(&oscal::plan(evidence, exceptions)))),
        file("exceptions.csv", Box::new(move || sheets::exceptions(evidence, exceptions))),
        file("populations/resources.csv", Box::new(move || sheets::resources(populations))),
        file("populations/files.csv", Box::new(move || sheets::files(evidence, populations))),
        file("populations/faults.csv", Box::new(move || sheets::faults(evidence))),
        file(
            "populations/counts.csv",
            Box::new(move || sheets::counts(evidence, populations, summaries)),
        ),
        file("runs.csv", Box::new(move || sheets::runs(evidence))),
        file("waivers.csv", Box::new(move || sheets::waivers(acceptances))),
        file("remediation.csv", Box::new(move || sheets::remediation(paces))),
        file("index.html", Box::new(move || page::page(parts).into_bytes())),
    ]
}

impl Package {
    /// Writes the package below a directory, whole or not at all. Gives its own directory.
    ///
    /// # Errors
    /// A place that cannot be written, or a package that is there already.
    pub fn write(&self, out: &Path) -> io::Result<PathBuf> {
        let place = out.join(&self.name);
        if place.exists() {
            let message = format!("{}: is there already", place.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        let draft = out.join(format!(".{}.{}", self.name, std::process::id()));
        fs::create_dir_all(&draft)?;
        let written = self.write_files(&draft).and_then(|()| fs::rename(&draft, &place));
        if let Err(error) = written {
            let _ = fs::remove_dir_all(&draft);
            return Err(error);
        }
        Ok(place)
    }

    fn write_files(&self, directory: &Path) -> io::Result<()> {
        let mut made = None;
        for (path, bytes) in &self.files {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if made != Some(folder) {
                fs::create_dir_all(directory.join(folder))?;
                made = Some(folder);
            }
            fs::write(directory.join(path), bytes)?;
        }
        Ok(())
    }
}

fn name(evidence: &Evidence) -> String {
    let question = &evidence.question;
    let framework: String = question
        .framework
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .take(60)
        .collect();
    format!("{}_{}-{framework}", Date::of_epoch(question.from), Date::of_epoch(question.to))
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Population, samples and the page of a criterion.
fn control_files(
    evidence: &Evidence,
    populations: &Populations<'_>,
    summary: &Summary<'_, '_>,
    exceptions: &[Exception<'_>],
) -> Files {
    let population = sheets::population(populations, summary);
    let hash = seal::sha256(&population);
    let samples = samples::samples(evidence, populations, summary, &hash);
    let control = control(evidence, summary, exceptions, &hash);
    Files::from([
        (format!("populations/{}.csv", summary.file), population),
        (format!("samples/{}.json", summary.file), pretty(&samples)),
        (format!("controls/{}.json", summary.file), pretty(&control)),
    ])
}

fn control(
    evidence: &Evidence,
    summary: &Summary<'_, '_>,
    exceptions: &[Exception<'_>],
    population: &str,
) -> Value {
    let (satisfied, all, open) = summary.counts(|rule| rule.period);
    let (end_satisfied, _, end_open) = summary.counts(|rule| rule.end);
    let own = summary.exceptions.iter().filter_map(|index| exceptions.get(*index));
    let own: Vec<&str> = own.map(|own| own.id.as_str()).collect();
    let rules: Vec<Value> = summary
        .rules
        .iter()
        .map(|rule| {
            // A run in which the rule met no resource says nothing, and there are many.
            let runs: Vec<Value> = rule
                .runs
                .iter()
                .filter(|(_, tally)| **tally != population::RuleTally::default())
                .map(|(run, tally)| {
                    json!({ "run": run, "pass": tally.pass, "fail": tally.fail,
                        "waived": tally.waived, "undecided": tally.undecided,
                        "not_applicable": tally.not_applicable })
                })
                .collect();
            json!({ "id": rule.id, "title": evidence.title(rule.id),
                "period": rule.period.name(), "end": rule.end.name(),
                "versions": versions(evidence, rule.id), "judged_by_runs": rule.runs.len(),
                "runs": runs })
        })
        .collect();
    let runs: Vec<Value> = evidence
        .period()
        .map(|run| {
            let tally = summary.tallies.get(&run.id).copied().unwrap_or_default();
            json!({ "run": run.id, "time": moment::shown(run.time), "resources": tally.total(),
                "pass": tally.pass, "fail": tally.fail, "waived": tally.waived,
                "not_assessed": tally.not_assessed })
        })
        .collect();
    json!({
        "criterion": summary.control.id,
        "title": summary.control.title,
        "rationale": summary.control.rationale,
        "evidence": summary.sentence(),
        "period": { "satisfied": satisfied, "rules": all, "not_assessed": open },
        "end": { "satisfied": end_satisfied, "rules": all, "not_assessed": end_open },
        "rules": rules,
        "population": { "file": format!("populations/{}.csv", summary.file),
            "sha256": population, "runs": runs },
        "samples": format!("samples/{}.json", summary.file),
        "exceptions": own,
    })
}

/// Contents of a rule among the period's runs, each with the first and last run that had it.
fn versions(evidence: &Evidence, rule: &str) -> Vec<Value> {
    let mut versions: Vec<(i64, i64, i64)> = Vec::new();
    for run in evidence.period() {
        let Some(row) = run.rules.get(rule) else { continue };
        match versions.iter_mut().find(|own| own.0 == *row) {
            Some(own) => own.2 = run.id,
            None => versions.push((*row, run.id, run.id)),
        }
    }
    versions
        .into_iter()
        .filter_map(|(row, first, last)| {
            let rule = evidence.rules.get(&row)?;
            Some(json!({ "sha256": rule.digest, "file": rule_file(&rule.id, &rule.digest),
                "first_run": first, "last_run": last }))
        })
        .collect()
}

fn rule_file(id: &str, digest: &str) -> String {
    format!("rules/{}.{}.json", plain(id), digest.get(..12).unwrap_or(digest))
}

/// A text as part of a file's name.
fn plain(text: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    text.chars().map(plain).take(120).collect()
}

/// Rules and packs as they were on the day of each run.
fn add_rules(evidence: &Evidence, files: &mut Files) {
    let mapped = evidence.mapped();
    for run in evidence.period() {
        for (_, row) in run.rules.iter().filter(|(id, _)| mapped.contains(id.as_str())) {
            let Some(rule) = evidence.rules.get(row) else { continue };
            let path = rule_file(&rule.id, &rule.digest);
            files.entry(path).or_insert_with(|| {
                pretty(&json!({ "rule": rule.id, "sha256": rule.digest, "metadata": rule.meta,
                    "rego": rule.text }))
            });
        }
        for key in &run.contents {
            if let Some(body) = evidence.contents.get(key) {
                files.entry(content_file(key)).or_insert_with(|| body.clone().into_bytes());
            }
        }
    }
    let hash = seal::sha256(evidence.pack_text.as_bytes());
    let recorded = evidence.period().flat_map(|run| &run.contents);
    if !recorded.into_iter().any(|(kind, _, digest)| kind == "pack" && *digest == hash) {
        let key = ("pack".to_owned(), evidence.pack.name.clone(), hash);
        files.insert(content_file(&key), evidence.pack_text.clone().into_bytes());
    }
}

/// Where a text that runs judged by stands in the package.
fn content_file((kind, name, digest): &(String, String, String)) -> String {
    format!("rules/{}/{}.{}", plain(kind), plain(name), digest.get(..12).unwrap_or(digest))
}

/// What the manifest says before it lists files.
fn head(
    evidence: &Evidence,
    gaps: &[period::Gap],
    runs: &[&evidence::RunFacts],
) -> Vec<(&'static str, Value)> {
    let question = &evidence.question;
    let ledger = evidence.ledger.last().map_or("", |entry| &entry.hash);
    let mut packs: Vec<Value> = Vec::new();
    let mut tools: Vec<&str> = Vec::new();
    for run in runs {
        for pack in &run.context.packs {
            let own = json!({ "name": pack.name, "version": pack.version, "digest": pack.digest });
            if !packs.contains(&own) {
                packs.push(own);
            }
        }
        if !tools.contains(&run.context.tool.as_str()) {
            tools.push(&run.context.tool);
        }
    }
    let gaps: Vec<Value> = gaps
        .iter()
        .map(|gap| {
            json!({ "repository": gap.repository, "from": moment::shown(gap.from),
                "to": moment::shown(gap.to), "seconds": gap.to - gap.from })
        })
        .collect();
    let limits: serde_json::Map<String, Value> = question
        .limits
        .iter()
        .rev()
        .map(|(own, days)| (own.name().into(), (*days).into()))
        .collect();
    vec![
        ("version", json!(1)),
        (
            "framework",
            json!({ "name": evidence.pack.name, "title": evidence.pack.title,
            "version": evidence.pack.version, "source": evidence.pack.source,
            "mapping": evidence.pack_origin,
            "sha256": seal::sha256(evidence.pack_text.as_bytes()) }),
        ),
        (
            "period",
            json!({ "from": moment::shown(question.from),
            "to": moment::shown(question.to), "frequency_seconds": question.frequency,
            "gaps": gaps }),
        ),
        (
            "question",
            json!({ "samples": question.samples, "seed": question.seed,
            "limits_days": limits }),
        ),
        ("generated", json!(moment::shown(evidence.generated))),
        ("tool", json!(evidence.tool)),
        ("recorded_by", json!(tools)),
        ("packs", json!(packs)),
        ("runs", json!(runs.iter().map(|run| run.id).collect::<Vec<_>>())),
        (
            "runs_filled_in",
            json!(
                runs.iter()
                    .filter(|run| run.context.filled_in.is_some())
                    .map(|run| run.id)
                    .collect::<Vec<_>>()
            ),
        ),
        ("admissions", admissions::value(evidence)),
        ("raw", json!(archive::NOTE)),
        ("ledger_entries", json!(evidence.ledger.len())),
        ("ledger_head", json!(ledger)),
    ]
}
