//! Where a value comes from, in words that several formats share.
//!
//! In: a result's chain. Out: the ways through it, what each step is called, and where it stands.
//! Never here: layout, or anything of a step's own value.

use crate::finding::{RuleResult, Run};
use crate::model::{Span, Step, StepKind};

/// Steps of a line of text.
const IN_LINE: usize = 4;

/// What stands at a step, as a noun.
pub(super) fn words(step: &Step) -> String {
    let named = |noun: &str| match &*step.name {
        "" => noun.to_owned(),
        name => format!("{noun} {name}"),
    };
    match step.kind {
        StepKind::Value => "the value".into(),
        StepKind::Default => named("default of"),
        StepKind::Argument => named("argument"),
        StepKind::Condition => "the condition".into(),
        StepKind::VariableFile => named("variable file's"),
        StepKind::Iteration if step.name.is_empty() => "what for_each goes over".into(),
        StepKind::Unknown => format!("{}, which has no value", step.name),
        StepKind::Alias => named("alias"),
        StepKind::Merge => named("merge key"),
        _ => step.name.to_string(),
    }
}

/// `infra/locals.tf:3`.
pub(super) fn place(run: &Run, span: Span) -> String {
    let (start, _) = run.sources.positions(span);
    format!("{}:{}", run.sources.path(span.file), start.line)
}

/// A step with its place: `local.size (infra/locals.tf:3)`.
fn placed(run: &Run, step: &Step) -> String {
    match step.place {
        Some(span) => format!("{} ({})", words(step), place(run, span)),
        None => words(step),
    }
}

/// Where the value comes from in one line; empty where it stands at the finding's own place.
pub(super) fn line(run: &Run, result: &RuleResult) -> String {
    let here = |step: &&Step| {
        let within = step.place.is_some_and(|place| result.span.holds(place));
        within || step.kind == StepKind::Attribute
    };
    let ways: Vec<Vec<&Step>> = crate::model::chain::ways(&result.chain)
        .into_iter()
        .map(|way| way.into_iter().filter(|step| !here(step)).collect())
        .filter(|way: &Vec<&Step>| !way.is_empty())
        .collect();
    let Some(steps) = ways.first() else { return String::new() };
    let mut parts: Vec<String> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        // The start says what the attribute names, the end what one would change.
        if steps.len() <= IN_LINE || index < 2 || index + 2 > steps.len() {
            parts.push(placed(run, step));
        } else if index == 2 {
            parts.push("…".into());
        }
    }
    let mut text = parts.join(" ← ");
    if ways.len() > 1 {
        let more = ways.len() - 1;
        text.push_str(&format!("; and {more} more source{}", if more == 1 { "" } else { "s" }));
    }
    text
}
