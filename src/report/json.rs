//! The JSON report, version 1. `docs/schemas/report-v1.json` describes it.
//!
//! In: a run. Out: one JSON document whose shape belongs to this file alone: fields are added,
//! never changed. Results are written one by one, so that a large run needs no second copy.
//! Never here: types of the model, which may change.

mod chain;
mod change;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{ReportOptions, explain, outcome};
use crate::finding::{RuleResult, Run, Suppression, UnknownCause, WaiverUse};
use crate::model::{Diagnostic, Position, Resource};

/// Writes the JSON report.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        version: 1,
        tool: Tool { name: "provost", version: env!("CARGO_PKG_VERSION") },
        summary: summary(run),
        diff: options.diff.as_ref().map(change::of),
        packs: run
            .packs
            .iter()
            .map(|pack| Pack { name: &pack.name, version: &pack.version, digest: &pack.digest })
            .collect(),
        resources: options.include_passes.then_some(Resources(run)),
        results: Results(run),
        diagnostics: Diagnostics(run),
        left_out: LeftOut(run),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    summary: Summary<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<change::Entry<'a>>,
    packs: Vec<Pack<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<Resources<'a>>,
    results: Results<'a>,
    diagnostics: Diagnostics<'a>,
    left_out: LeftOut<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary<'a> {
    complete: bool,
    files: Files,
    excluded: BTreeMap<&'a str, usize>,
    blocks: Blocks<'a>,
    resources: usize,
    evaluations: Evaluations,
    waived: usize,
    suppressed: usize,
    /// Only with a baseline.
    #[serde(skip_serializing_if = "is_zero")]
    known: usize,
}

#[derive(Serialize)]
struct Files {
    seen: usize,
    parsed: usize,
    failed: usize,
    excluded: usize,
}

#[derive(Serialize)]
struct Blocks<'a> {
    seen: usize,
    loaded: usize,
    left_out: usize,
    reasons: BTreeMap<&'a str, usize>,
}

#[derive(Serialize)]
struct Evaluations {
    pass: u64,
    fail: u64,
    indeterminate: u64,
    not_applicable: u64,
    error: u64,
}

fn summary(run: &Run) -> Summary<'_> {
    let (seen, parsed, failed, excluded) = run.file_counts();
    let tally = outcome::Tally::of(run);
    let blocks = outcome::Blocks::of(run);
    Summary {
        complete: !run.is_incomplete(),
        files: Files { seen, parsed, failed, excluded },
        excluded: outcome::exclusions(run),
        blocks: Blocks {
            seen: blocks.seen,
            loaded: blocks.loaded,
            left_out: blocks.left_out(),
            reasons: blocks.reasons,
        },
        resources: run.resources.len(),
        evaluations: Evaluations {
            pass: run.counts.pass,
            fail: run.counts.fail,
            indeterminate: run.counts.indeterminate,
            not_applicable: run.counts.not_applicable,
            error: run.counts.error,
        },
        waived: tally.waived,
        suppressed: tally.suppressed,
        known: tally.known,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct Pack<'a> {
    name: &'a str,
    version: &'a str,
    digest: &'a str,
}

struct Resources<'a>(&'a Run);

impl Serialize for Resources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let run = self.0;
        let hashes = run.resource_hashes.iter().map(Some).chain(std::iter::repeat(None));
        serializer.collect_seq(run.resources.iter().zip(hashes).map(|(resource, hash)| {
            let Resource { address, kind, .. } = resource;
            Listed {
                address,
                kind,
                file: run.sources.path(resource.file()),
                verdict_hash: hash.map(|hash| &**hash),
            }
        }))
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    address: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    file: &'a str,
    verdict_hash: Option<&'a str>,
}

struct Results<'a>(&'a Run);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let run = self.0;
        serializer.collect_seq(run.results.iter().map(|result| entry(run, result)))
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    verdict: &'static str,
    severity: &'static str,
    title: &'a str,
    address: &'a str,
    message: String,
    remediation: &'a str,
    controls: BTreeMap<&'a str, Vec<&'a str>>,
    location: Location<'a>,
    path: String,
    fingerprint: &'a str,
    verdict_hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<Waiver<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppression: Option<Suppressed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Known<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<Unknown<'a>>,
    /// Where the value in question comes from, the attribute first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chain: Vec<chain::Link<'a>>,
    /// The further values that it depends on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also_unknown: Vec<Unknown<'a>>,
}

/// One result as the report has it.
pub(super) fn result(run: &Run, result: &RuleResult) -> serde_json::Value {
    serde_json::to_value(entry(run, result)).unwrap_or_default()
}

fn entry<'a>(run: &'a Run, result: &'a RuleResult) -> Entry<'a> {
    let rule = explain::rule(run, result);
    let place = explain::place(run, result);
    let mut unknown = result.unknown.iter().map(|cause| unknown(run, cause));
    let controls = rule.into_iter().flat_map(|rule| &rule.controls);
    Entry {
        rule: explain::rule_id(run, result),
        verdict: explain::verdict_name(result.verdict),
        severity: result.severity.name(),
        title: rule.map_or("", |rule| &rule.title),
        address: &result.address,
        message: explain::why(run, result).into_owned(),
        remediation: rule.map_or("", |rule| rule.remediation.trim()),
        controls: controls
            .map(|(framework, criteria)| (&**framework, criteria.iter().map(|id| &**id).collect()))
            .collect(),
        location: Location { file: place.path, start: place.start.into(), end: place.end.into() },
        path: result.path.to_string(),
        fingerprint: &result.fingerprint,
        verdict_hash: &result.verdict_hash,
        waiver: result.waiver.as_deref().map(waiver),
        suppression: result.suppression.as_deref().map(|suppression| suppressed(run, suppression)),
        baseline: result.baseline.as_ref().map(|baseline| Known {
            created: &baseline.created,
            expires: &baseline.expires,
            owner: &baseline.owner,
        }),
        unknown: unknown.next(),
        chain: chain::of(run, result),
        also_unknown: unknown.collect(),
    }
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

#[derive(Serialize)]
struct Known<'a> {
    created: &'a str,
    expires: &'a str,
    owner: &'a str,
}

#[derive(Serialize)]
struct Waiver<'a> {
    reason: &'a str,
    requested_by: &'a str,
    approved_by: &'a str,
    ticket: &'a str,
    expires: &'a str,
}

fn waiver(waiver: &WaiverUse) -> Waiver<'_> {
    Waiver {
        reason: &waiver.reason,
        requested_by: &waiver.requested_by,
        approved_by: &waiver.approved_by,
        ticket: &waiver.ticket,
        expires: &waiver.expires,
    }
}

#[derive(Serialize)]
struct Suppressed<'a> {
    reason: &'a str,
    file: &'a str,
    line: u32,
}

fn suppressed<'a>(run: &'a Run, suppression: &'a Suppression) -> Suppressed<'a> {
    let (start, _) = run.sources.positions(suppression.span);
    let file = run.sources.path(suppression.span.file);
    Suppressed { reason: &suppression.reason, file, line: start.line }
}

#[derive(Serialize)]
struct Unknown<'a> {
    name: &'a str,
    declared_at: Option<Declared<'a>>,
}

#[derive(Serialize)]
struct Declared<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

fn unknown<'a>(run: &'a Run, cause: &'a UnknownCause) -> Unknown<'a> {
    let declared_at = cause.declared_at.map(|span| {
        let (start, _) = run.sources.positions(span);
        Declared { file: run.sources.path(span.file), line: start.line, column: start.column }
    });
    Unknown { name: &cause.name, declared_at }
}

/// Blocks of documents that claim to be configuration and were not loaded.
struct LeftOut<'a>(&'a Run);

impl Serialize for LeftOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let blocks = self.0.files.iter().flat_map(|file| {
            let named = file.blocks.iter().filter_map(|block| {
                let why = block.left_out.as_ref().filter(|why| why.configuration)?;
                Some(Unloaded { file: &file.path, line: block.line, reason: &why.reason })
            });
            named.collect::<Vec<_>>()
        });
        serializer.collect_seq(blocks)
    }
}

#[derive(Serialize)]
struct Unloaded<'a> {
    file: &'a str,
    line: u32,
    reason: &'a str,
}

struct Diagnostics<'a>(&'a Run);

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let run = self.0;
        serializer.collect_seq(run.diagnostics.iter().map(|item| fault(run, item)))
    }
}

#[derive(Serialize)]
struct Fault<'a> {
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    lost: &'a str,
}

fn fault<'a>(run: &'a Run, item: &'a Diagnostic) -> Fault<'a> {
    let start = item.span.map(|span| run.sources.positions(span).0);
    Fault {
        file: &item.path,
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        message: &item.message,
        lost: &item.lost,
    }
}
