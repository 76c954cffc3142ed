//! The tables of the package as comma-separated values.
//!
//! In: what the other files of this folder found. Out: bytes. No cell is a formula to a spreadsheet.

use super::accepted::Acceptance;
use super::controls::Summary;
use super::evidence::{Evidence, RunFacts};
use super::exceptions::Exception;
use super::population::{Populations, Stretch};
use super::remediation::Pace;
use crate::history::{Status, moment};
use crate::report::csv;

/// A table in the making.
struct Sheet(Vec<u8>);

impl Sheet {
    fn new(columns: &[&str]) -> Self {
        let mut sheet = Self(Vec::new());
        sheet.row(columns);
        sheet
    }

    fn row(&mut self, cells: &[&str]) {
        // Writing to memory cannot fail.
        let _ = csv::row(cells, &mut self.0);
    }
}

fn revision(run: &RunFacts) -> &str {
    run.revision.as_deref().unwrap_or("")
}

/// `runs.csv`: every run of the period, with counts that reconcile.
pub fn runs(evidence: &Evidence) -> Vec<u8> {
    let mut sheet = Sheet::new(&[
        "run",
        "time",
        "repository",
        "revision",
        "modified_files",
        "filled_in",
        "job",
        "tool",
        "command",
        "roots",
        "packs",
        "pack_digests",
        "rules_of_framework",
        "complete",
        "files_seen",
        "files_parsed",
        "files_failed",
        "files_excluded",
        "resources",
        "pass",
        "fail",
        "waived",
        "not_assessed",
        "evaluations",
        "evaluations_pass",
        "evaluations_fail",
        "evaluations_indeterminate",
        "evaluations_not_applicable",
        "evaluations_error",
        "faults",
        "population_sha256",
    ]);
    let mapped = evidence.mapped();
    for run in evidence.period() {
        let packs = &run.context.packs;
        let names: Vec<String> =
            packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
        let digests: Vec<&str> = packs.iter().map(|pack| pack.digest.as_str()).collect();
        let own = run.rules.keys().filter(|id| mapped.contains(id.as_str())).count();
        let counts = &run.evaluations;
        let mut cells = vec![
            run.id.to_string(),
            moment::shown(run.time),
            run.repository.clone(),
            revision(run).to_owned(),
            run.modified.map_or_else(String::new, |count| count.to_string()),
            run.context.filled_in.map_or_else(String::new, moment::shown),
            run.job.clone().unwrap_or_default(),
            run.context.tool.clone(),
            run.context.command.clone(),
            run.context.roots.join(" "),
            names.join("; "),
            digests.join("; "),
            format!("{own} of {}", mapped.len()),
            if run.complete { "yes" } else { "no" }.to_owned(),
            run.files.iter().sum::<i64>().to_string(),
        ];
        cells.extend(run.files.iter().map(i64::to_string));
        cells.push(run.resources.iter().sum::<i64>().to_string());
        cells.extend(run.resources.iter().map(i64::to_string));
        cells.push(counts.total().to_string());
        let tallies =
            [counts.pass, counts.fail, counts.indeterminate, counts.not_applicable, counts.error];
        cells.extend(tallies.iter().map(u64::to_string));
        cells.push(run.faults.len().to_string());
        cells.push(run.population.clone());
        sheet.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    sheet.0
}

/// `exceptions.csv`.
pub fn exceptions(evidence: &Evidence, exceptions: &[Exception<'_>]) -> Vec<u8> {
    let mut sheet = Sheet::new(&[
        "exception",
        "state",
        "severity",
        "rule",
        "title",
        "criteria",
        "repository",
        "address",
        "file",
        "line",
        "message",
        "last_clear_time",
        "last_clear_run",
        "last_clear_revision",
        "introduced_time",
        "introduced_run",
        "introduced_revision",
        "detected_time",
        "detected_run",
        "detected_revision",
        "last_seen_time",
        "last_seen_run",
        "last_seen_revision",
        "fixed_time",
        "fixed_run",
        "fixed_revision",
        "before_period",
        "age_days",
        "limit_days",
        "over_limit",
        "fingerprint",
        "verdict_hash",
    ]);
    for own in exceptions {
        let at = |run: Option<&RunFacts>| -> [String; 3] {
            run.map_or_else(Default::default, |run| {
                [moment::shown(run.time), run.id.to_string(), revision(run).to_owned()]
            })
        };
        let event = own.event;
        let limit = event.severity.parse().ok();
        let limit = limit.and_then(|severity| evidence.question.limits.get(&severity)).copied();
        let late = limit.is_some_and(|days| own.age > days.saturating_mul(86_400));
        let mut cells: Vec<String> = vec![
            own.id.clone(),
            own.state.into(),
            event.severity.clone(),
            own.life.rule.clone(),
            evidence.title(&own.life.rule).into(),
            own.controls.join(" "),
            own.life.repository.clone(),
            event.address.clone(),
            event.file.clone(),
            event.line.to_string(),
            event.message.clone(),
        ];
        for run in [own.clear, Some(own.introduced), Some(own.detected), Some(own.seen), own.fixed]
        {
            cells.extend(at(run));
        }
        let before = own.detected.time < evidence.question.from;
        cells.extend([
            if before { "yes" } else { "no" }.into(),
            own.days().to_string(),
            limit.map_or_else(String::new, |days| days.to_string()),
            if late { "yes" } else { "no" }.into(),
            own.life.fingerprint.clone(),
            event.verdict_hash.clone(),
        ]);
        sheet.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    sheet.0
}

/// `waivers.csv`.
pub fn waivers(acceptances: &[Acceptance]) -> Vec<u8> {
    let mut sheet = Sheet::new(&[
        "kind",
        "subject",
        "scope",
        "requested_by",
        "approved_by",
        "reason",
        "ticket",
        "compensating_control",
        "created",
        "expires",
        "state_at_end",
        "uses",
        "runs",
        "first_run",
        "last_run",
        "findings",
    ]);
    for own in acceptances {
        let run = |run: Option<&i64>| run.map_or_else(String::new, i64::to_string);
        let findings: Vec<&str> = own.findings.iter().map(String::as_str).collect();
        sheet.row(&[
            &own.kind,
            &own.subject,
            &own.scope,
            &own.requested_by,
            &own.approved_by,
            &own.reason,
            &own.ticket,
            &own.compensating_control,
            &own.created,
            &own.expires,
            own.state,
            &own.findings.len().to_string(),
            &own.runs.len().to_string(),
            &run(own.runs.first()),
            &run(own.runs.last()),
            &findings.join(" "),
        ]);
    }
    sheet.0
}

/// `remediation.csv`.
pub fn remediation(paces: &[Pace]) -> Vec<u8> {
    let mut sheet = Sheet::new(&[
        "severity",
        "limit_days",
        "fixed",
        "fixed_over_limit",
        "mean_hours",
        "median_hours",
        "longest_hours",
        "open",
        "open_over_limit",
        "oldest_open_days",
        "accepted",
    ]);
    for pace in paces {
        let times = pace.times();
        let hours = |pick: fn((i64, i64, i64)) -> i64| {
            times.map_or_else(String::new, |times| (pick(times) / 3_600).to_string())
        };
        sheet.row(&[
            pace.severity.name(),
            &pace.limit.map_or_else(String::new, |days| days.to_string()),
            &pace.fixed.len().to_string(),
            &pace.fixed_late().to_string(),
            &hours(|(mean, _, _)| mean),
            &hours(|(_, median, _)| median),
            &hours(|(_, _, longest)| longest),
            &pace.open.len().to_string(),
            &pace.overdue().to_string(),
            &pace.open.last().map_or_else(String::new, |age| (age / 86_400).to_string()),
            &pace.accepted.to_string(),
        ]);
    }
    sheet.0
}

/// Columns that every population has.
const STRETCH: [&str; 11] = [
    "repository",
    "file",
    "format",
    "type",
    "address",
    "ordinal",
    "status",
    "first_run",
    "last_run",
    "runs",
    "verdict_hash",
];

fn stretch_cells(populations: &Populations<'_>, own: &Stretch<'_>, status: Status) -> Vec<String> {
    let runs = populations.runs(own);
    let id = |run: Option<&&RunFacts>| run.map_or_else(String::new, |run| run.id.to_string());
    vec![
        populations.repository(own).to_owned(),
        own.file.to_owned(),
        own.held.format.clone(),
        own.held.kind.clone(),
        own.held.address.clone(),
        own.ordinal.to_string(),
        status.name().to_owned(),
        id(runs.first()),
        id(runs.last()),
        runs.len().to_string(),
        own.held.verdict_hash.clone(),
    ]
}

/// `populations/resources.csv`: every resource, a line for each stretch of runs that saw it so.
pub fn resources(populations: &Populations<'_>) -> Vec<u8> {
    let mut sheet = Sheet::new(&STRETCH);
    for own in &populations.stretches {
        let cells = stretch_cells(populations, own, own.held.status);
        sheet.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    sheet.0
}

/// `populations/<criterion>.csv`: the resources that any of its rules applies to.
pub fn population(populations: &Populations<'_>, summary: &Summary<'_, '_>) -> Vec<u8> {
    let mut columns = STRETCH.to_vec();
    columns.push("verdicts");
    let mut sheet = Sheet::new(&columns);
    for (own, status) in &summary.members {
        let mut cells = stretch_cells(populations, own, *status);
        let verdicts: Vec<String> = own
            .held
            .outcomes
            .iter()
            .filter(|(rule, _)| summary.ids.contains(&**rule))
            .map(|(rule, outcome)| format!("{rule}={}", outcome.name()))
            .collect();
        cells.push(verdicts.join(" "));
        sheet.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    sheet.0
}

/// `populations/counts.csv`: for each run and criterion, resources by status; they add up.
pub fn counts(
    evidence: &Evidence,
    populations: &Populations<'_>,
    summaries: &[Summary<'_, '_>],
) -> Vec<u8> {
    let columns =
        ["run", "time", "population", "resources", "pass", "fail", "waived", "not_assessed"];
    let mut sheet = Sheet::new(&columns);
    for run in evidence.period() {
        let all = populations.all.get(&run.id).copied().unwrap_or_default();
        let own = summaries.iter().map(|summary| {
            let tally = summary.tallies.get(&run.id).copied().unwrap_or_default();
            (summary.control.id.as_str(), tally)
        });
        for (name, tally) in [("all resources", all)].into_iter().chain(own) {
            sheet.row(&[
                &run.id.to_string(),
                &moment::shown(run.time),
                name,
                &tally.total().to_string(),
                &tally.pass.to_string(),
                &tally.fail.to_string(),
                &tally.waived.to_string(),
                &tally.not_assessed.to_string(),
            ]);
        }
    }
    sheet.0
}

/// `populations/files.csv`: every file seen, a line for each stretch of runs that saw it so.
pub fn files(evidence: &Evidence, populations: &Populations<'_>) -> Vec<u8> {
    let columns = ["repository", "file", "outcome", "detail", "first_run", "last_run", "runs"];
    let mut sheet = Sheet::new(&columns);
    for target in &populations.targets {
        let streams = target.runs.iter().filter_map(|run| evidence.streams.get(&run.stream));
        let mut paths: Vec<&str> =
            streams.flat_map(|stream| stream.files.keys()).map(String::as_str).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            // Outcome, detail, first and last run, number of runs.
            let mut open: Option<(&str, &str, i64, i64, usize)> = None;
            for run in &target.runs {
                let stream = evidence.streams.get(&run.stream);
                let now = stream.and_then(|stream| stream.at(path, run.id));
                let now = now.map(|now| (now.outcome.as_str(), now.detail.as_str()));
                match (&mut open, now) {
                    (Some(own), Some(now)) if (own.0, own.1) == now => {
                        own.3 = run.id;
                        own.4 += 1;
                    }
                    (own, now) => {
                        file_row(&mut sheet, target.repository, path, own.take());
                        *own = now.map(|(outcome, detail)| (outcome, detail, run.id, run.id, 1));
                    }
                }
            }
            file_row(&mut sheet, target.repository, path, open);
        }
    }
    sheet.0
}

fn file_row(
    sheet: &mut Sheet,
    repository: &str,
    path: &str,
    own: Option<(&str, &str, i64, i64, usize)>,
) {
    if let Some((outcome, detail, first, last, runs)) = own {
        let cells = [first.to_string(), last.to_string(), runs.to_string()];
        let [first, last, runs] = &cells;
        sheet.row(&[repository, path, outcome, detail, first, last, runs]);
    }
}

/// `populations/faults.csv`: what could not be read or judged, by run.
pub fn faults(evidence: &Evidence) -> Vec<u8> {
    let mut sheet = Sheet::new(&["run", "time", "file", "line", "message"]);
    for run in evidence.period() {
        for (file, line, message) in &run.faults {
            let line = if *line == 0 { String::new() } else { line.to_string() };
            sheet.row(&[&run.id.to_string(), &moment::shown(run.time), file, &line, message]);
        }
    }
    sheet.0
}
