//! Judging: every chosen rule over every resource whose type it names.
//!
//! In: resources, their graph, and the chosen rules. Out: an [`Evaluation`]: results, a tally that
//! reconciles, and a diagnostic for each policy that failed. A policy that fails gives `error`
//! results, never a silent pass. Never here: reading files, suppressions, or printing.

pub mod rego;

use std::collections::HashMap;
use std::time::Duration;

use rayon::prelude::*;

use crate::finding::{Assessment, Counts, RuleResult, UnknownCause, Verdict};
use crate::model::{Diagnostic, Graph, Loss, Resource, ResourceId, Sources, Span, Str};
use crate::policy::{Module, Rule};
use rego::program::{self, Broken, Compiled};
use rego::worker::Worker;
use rego::{Denial, Judgement};

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
}

/// Bounds on one evaluation of one rule over one resource.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Time.
    pub time: Duration,
    /// Instructions of the virtual machine.
    pub instructions: usize,
}

/// What judging gave.
#[derive(Debug, Default)]
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
    let selectors = program::by_selector(subject.rules);
    let present = present(subject.resources, &selectors);
    let modules = program::Modules::new(subject.modules);
    let compiled: Vec<(Str, Option<Compiled>, Vec<Broken>)> = present
        .par_iter()
        .map(|selector| {
            let chosen = selectors.get(selector).map_or(&[][..], Vec::as_slice);
            let (compiled, broken) = program::compile(subject.rules, chosen, &modules);
            (selector.clone(), compiled, broken)
        })
        .collect();
    let by_name: HashMap<&str, usize> =
        compiled.iter().enumerate().map(|(number, (name, ..))| (&**name, number)).collect();
    let chunk = (subject.resources.len() / (rayon::current_num_threads() * 4)).clamp(1, 256);
    let parts: Vec<Evaluation> = subject
        .resources
        .par_chunks(chunk)
        .enumerate()
        .map(|(index, resources)| {
            let mut worker = Worker::new(subject, limits);
            let mut evaluation = Evaluation::default();
            for (offset, resource) in resources.iter().enumerate() {
                let id = ResourceId(u32::try_from(index * chunk + offset).unwrap_or(u32::MAX));
                judge(subject, &mut worker, &compiled, &by_name, id, resource, &mut evaluation);
            }
            evaluation
        })
        .collect();
    let mut all = Evaluation::default();
    for part in parts {
        all.results.extend(part.results);
        all.counts.merge(&part.counts);
        all.assessments.extend(part.assessments);
        all.diagnostics.extend(part.diagnostics);
    }
    for broken in compiled.iter().flat_map(|(.., broken)| broken) {
        if let Some(rule) = subject.rules.get(broken.rule) {
            all.diagnostics.push(
                Diagnostic::file(rule.path.clone(), broken.error.to_string())
                    .losing(format!("every result of {}", rule.id)),
            );
        }
    }
    all.diagnostics.sort_by(|one, two| (&one.path, &one.message).cmp(&(&two.path, &two.message)));
    all.diagnostics.dedup();
    all
}

/// Selectors that some resource meets, sorted.
fn present(resources: &[Resource], selectors: &HashMap<Str, Vec<usize>>) -> Vec<Str> {
    let mut found: Vec<Str> = resources
        .iter()
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

fn judge(
    subject: &Subject<'_>,
    worker: &mut Worker<'_>,
    compiled: &[(Str, Option<Compiled>, Vec<Broken>)],
    by_name: &HashMap<&str, usize>,
    id: ResourceId,
    resource: &Resource,
    evaluation: &mut Evaluation,
) {
    let mut judged: Vec<(usize, Judgement)> = Vec::new();
    for number in selectors_of(resource).filter_map(|name| by_name.get(name).copied()) {
        let Some((_, program, broken)) = compiled.get(number) else { continue };
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
            evaluation.assessments.push(Assessment { resource: id, rule: index, verdict });
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
            fingerprint: String::new(),
            verdict_hash: Str::default(),
            waiver: None,
            suppression: None,
        });
        verdict
    };
    let said = |message: String| Denial { message, ..Denial::default() };
    match judgement {
        Judgement::Pass if subject.include_passes => {
            push(Verdict::Pass, said(rule.title.to_string()), Vec::new())
        }
        Judgement::Pass => Verdict::Pass,
        Judgement::NotApplicable if subject.include_passes => {
            push(Verdict::NotApplicable, said("does not apply to this resource".into()), Vec::new())
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
            denial.message = depends(subject.sources, &unknown, &denial.message);
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
            push(Verdict::Error, said(format!("the policy failed: {message}")), Vec::new())
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
