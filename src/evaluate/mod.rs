//! Judging: every chosen rule over every resource whose type it names.
//!
//! In: resources, their graph, and the chosen rules. Out: an [`Evaluation`]: results, a tally that
//! reconciles, and a diagnostic for each policy that failed. A policy that fails gives `error`
//! results, never a silent pass. Never here: reading files, suppressions, or printing.

mod programs;
pub mod rego;
mod unknowns;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::finding::{Assessment, Counts, Fingerprint, RuleResult, UnknownCause, Verdict};
use crate::model::{Diagnostic, Graph, Loss, Resource, ResourceId, Sources, Span, Str, word};
use crate::policy::{Module, Rule};
pub use programs::Programs;
use rego::program::{self, Way};
use rego::worker::Worker;
use rego::{Denial, Judgement};
pub use unknowns::Unknowns;

/// What is judged, and by what.
pub struct Subject<'a> {
    /// Resources.
    pub resources: &'a [Resource],
    /// Their joins.
    pub graph: &'a Graph,
    /// Texts, for messages.
    pub sources: &'a Sources,
    /// Chosen rules.
    pub rules: &'a [Rule],
    /// Modules that rules import.
    pub modules: &'a [Module],
    /// Whether passes and not-applicable results are wanted too.
    pub include_passes: bool,
    /// Whether each evaluation is to be listed, as a record needs it.
    pub keep_assessments: bool,
}

/// Resources that are judged before their results are put with the others. Results of all parts
/// at once, and then once more together, would take twice the memory.
const BATCH: usize = 4096;

/// Bounds on one evaluation of one rule over one resource.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Time.
    pub time: Duration,
    /// Instructions of the virtual machine.
    pub instructions: usize,
    /// When everything must be over; what is not judged by then is an error.
    pub until: Option<Instant>,
}

/// What judging gave.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// Results in resource order, then rule order.
    pub results: Vec<RuleResult>,
    /// One for each rule and resource.
    pub counts: Counts,
    /// The same, one by one.
    pub assessments: Vec<Assessment>,
    /// Policies that failed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Judges everything. The result does not depend on the number of threads.
pub fn evaluate(subject: &Subject<'_>, limits: Limits) -> Evaluation {
    evaluate_by(subject, limits, Way::Quick, |_| true)
}

/// Judges only some resources; the others still stand beside them.
pub fn evaluate_some(
    subject: &Subject<'_>,
    limits: Limits,
    wanted: impl Fn(ResourceId) -> bool + Sync,
) -> Evaluation {
    evaluate_by(subject, limits, Way::Quick, wanted)
}

/// Judges some resources in a given way. Every way gives the same result.
pub fn evaluate_by(
    subject: &Subject<'_>,
    limits: Limits,
    way: Way,
    wanted: impl Fn(ResourceId) -> bool + Sync,
) -> Evaluation {
    let selectors = program::by_selector(subject.rules);
    let judged = (0u32..).map(ResourceId).zip(subject.resources).filter(|(id, _)| wanted(*id));
    let present = present(judged.map(|(_, resource)| resource), &selectors);
    let programs = Programs::of(subject.rules, subject.modules, &selectors, &present, way);
    let unknowns = Unknowns::over(subject.resources.len());
    let chunk = (subject.resources.len() / (rayon::current_num_threads() * 4)).clamp(1, 256);
    let part = |first: usize, resources: &[Resource]| {
        let constants = rego::worker::Arena::new();
        let mut worker = Worker::new(subject, limits, way, (&constants, &unknowns));
        let mut evaluation = Evaluation::default();
        for (offset, resource) in resources.iter().enumerate() {
            let id = ResourceId(u32::try_from(first + offset).unwrap_or(u32::MAX));
            if wanted(id) {
                judge(subject, &mut worker, &programs, id, resource, &mut evaluation);
            }
        }
        evaluation
    };
    let mut all = Evaluation::default();
    for (number, batch) in subject.resources.chunks(BATCH).enumerate() {
        let parts: Vec<Evaluation> = batch
            .par_chunks(chunk)
            .enumerate()
            .map(|(index, resources)| part(number * BATCH + index * chunk, resources))
            .collect();
        for part in parts {
            all.results.extend(part.results);
            all.counts.merge(&part.counts);
            all.assessments.extend(part.assessments);
            all.diagnostics.extend(part.diagnostics);
        }
    }
    all.diagnostics.extend(programs.broken(subject.rules));
    all.diagnostics.sort_by(|one, two| (&one.path, &one.message).cmp(&(&two.path, &two.message)));
    all.diagnostics.dedup();
    all
}

/// Judges the resources of a subject on this thread, by programs that are kept from one call to the
/// next: what a server does for each request.
pub fn evaluate_with(subject: &Subject<'_>, limits: Limits, programs: &Programs) -> Evaluation {
    let constants = rego::worker::Arena::new();
    let unknowns = Unknowns::over(subject.resources.len());
    let mut worker = Worker::new(subject, limits, Way::Quick, (&constants, &unknowns));
    let mut evaluation = Evaluation::default();
    for (index, resource) in subject.resources.iter().enumerate() {
        let id = ResourceId(u32::try_from(index).unwrap_or(u32::MAX));
        judge(subject, &mut worker, programs, id, resource, &mut evaluation);
    }
    evaluation
}

/// Selectors that some resource meets, sorted.
fn present<'a>(
    resources: impl Iterator<Item = &'a Resource>,
    selectors: &HashMap<Str, Vec<usize>>,
) -> Vec<Str> {
    let mut found: Vec<Str> = resources
        .flat_map(selectors_of)
        .filter_map(|name| selectors.get_key_value(name).map(|(name, _)| name.clone()))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The selectors that a resource meets: its type, and the views it has.
fn selectors_of(resource: &Resource) -> impl Iterator<Item = &str> {
    let view = |there: bool, name: &'static str| there.then_some(name);
    [
        Some(&*resource.kind),
        view(resource.workload.is_some(), "workload"),
        view(resource.pipeline.is_some(), "pipeline"),
    ]
    .into_iter()
    .flatten()
}

fn judge<'w>(
    subject: &Subject<'_>,
    worker: &mut Worker<'w>,
    programs: &'w Programs,
    id: ResourceId,
    resource: &Resource,
    evaluation: &mut Evaluation,
) {
    let mut judged: Vec<(usize, Judgement)> = Vec::new();
    for (number, program, broken) in selectors_of(resource).filter_map(|name| programs.get(name)) {
        let mut keep = |rule: usize, judgement: Judgement| {
            // A rule that names a type and a view meets such a resource once.
            if !judged.iter().any(|(other, _)| *other == rule) {
                judged.push((rule, judgement));
            }
        };
        for broken in broken {
            keep(broken.rule, Judgement::Error(broken.error.to_string()));
        }
        if let Some(program) = program {
            worker.judge(id, resource, number, program, |entry, judgement| {
                keep(entry.rule, judgement)
            });
        }
    }
    judged.sort_by_key(|(rule, _)| *rule);
    for (index, judgement) in judged {
        if let Some(rule) = subject.rules.get(index) {
            let verdict = record(subject, (index, rule), (id, resource), judgement, evaluation);
            evaluation.counts.add(verdict);
            if subject.keep_assessments {
                evaluation.assessments.push(Assessment { resource: id, rule: index, verdict });
            }
        }
    }
}

/// Turns a judgement into results.
fn record(
    subject: &Subject<'_>,
    (index, rule): (usize, &Rule),
    (id, resource): (ResourceId, &Resource),
    judgement: Judgement,
    evaluation: &mut Evaluation,
) -> Verdict {
    let mut push = |verdict, denial: Denial, unknown| {
        let span = match denial.span {
            Some((start, end)) => Span { file: resource.file(), start, end },
            None => resource.locate(&denial.path),
        };
        evaluation.results.push(RuleResult {
            rule: index,
            verdict,
            severity: denial.severity.unwrap_or(rule.severity),
            resource: id,
            address: resource.address_at(&denial.path),
            path: denial.path,
            span,
            message: denial.message,
            unknown,
            chain: Vec::new(),
            fingerprint: Fingerprint::default(),
            verdict_hash: Str::default(),
            waiver: None,
            suppression: None,
            baseline: None,
        });
        verdict
    };
    let said = |message: Str| Denial { message, ..Denial::default() };
    match judgement {
        Judgement::Pass if subject.include_passes => {
            push(Verdict::Pass, said((&*rule.title).into()), Vec::new())
        }
        Judgement::Pass => Verdict::Pass,
        Judgement::NotApplicable if subject.include_passes => {
            push(Verdict::NotApplicable, said(word("does not apply to this resource")), Vec::new())
        }
        Judgement::NotApplicable => Verdict::NotApplicable,
        Judgement::Fail(denials) => {
            for denial in denials {
                push(Verdict::Fail, denial, Vec::new());
            }
            Verdict::Fail
        }
        Judgement::Indeterminate(unknown, denial) => {
            let mut denial = denial.unwrap_or_default();
            denial.message = depends(subject.sources, &unknown, &denial.message).into();
            push(Verdict::Indeterminate, denial, unknown)
        }
        Judgement::Error(message) => {
            let text = format!("{}: the policy failed on {}: {message}", rule.id, resource.address);
            evaluation.diagnostics.push(Diagnostic {
                path: rule.path.clone(),
                span: None,
                message: text,
                loss: Loss::Part,
                lost: format!("the result of {} for {}", rule.id, resource.address),
            });
            push(Verdict::Error, said(format!("the policy failed: {message}").into()), Vec::new())
        }
    }
}

/// `depends on var.a (main.tf:3), which has no value: storage is not encrypted`.
fn depends(sources: &Sources, unknown: &[UnknownCause], denial: &str) -> String {
    let names: Vec<String> = unknown
        .iter()
        .map(|cause| match cause.declared_at {
            Some(span) => {
                let line = sources.positions(span).0.line;
                format!("{} ({}:{line})", cause.name, sources.path(span.file))
            }
            None => cause.name.to_string(),
        })
        .collect();
    let plural =
        if names.len() == 1 { "which has no known value" } else { "which have no known values" };
    let names = names.join(", ");
    match denial {
        "" => format!("depends on {names}, {plural}"),
        denial => format!("depends on {names}, {plural}; possibly: {denial}"),
    }
}
