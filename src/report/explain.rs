//! The words about one result that several formats share.
//!
//! In: a run and one of its results. Out: its place, why it is what it is, how to mend it. Never
//! here: quoting or layout.

use std::borrow::Cow;

use crate::finding::{RuleResult, Run, UnknownCause, Verdict};
use crate::model::{Position, Resource, Span};
use crate::policy::{Rule, Severity};

/// Where a result is, in the terms of a report.
pub(super) struct Place<'a> {
    /// Path as reported.
    pub(super) path: &'a str,
    /// The bytes.
    pub(super) span: Span,
    /// First character.
    pub(super) start: Position,
    /// One past the last character.
    pub(super) end: Position,
}

/// The rule of a result.
pub(super) fn rule<'a>(run: &'a Run, result: &RuleResult) -> Option<&'a Rule> {
    run.rules.get(result.rule)
}

/// The id of a result's rule.
pub(super) fn rule_id<'a>(run: &'a Run, result: &RuleResult) -> &'a str {
    rule(run, result).map_or("unknown-rule", |rule| &rule.id)
}

/// The resource of a result.
pub(super) fn resource<'a>(run: &'a Run, result: &RuleResult) -> Option<&'a Resource> {
    run.resources.get(result.resource.0 as usize)
}

/// The span of a result: its resource's where it has none of its own.
pub(super) fn span(run: &Run, result: &RuleResult) -> Span {
    let own = (!result.span.is_empty()).then_some(result.span);
    let of_resource = || {
        let resource = resource(run, result)?;
        Some(if resource.header.is_empty() { resource.span } else { resource.header })
    };
    own.or_else(of_resource).unwrap_or(result.span)
}

/// Where a result is.
pub(super) fn place<'a>(run: &'a Run, result: &RuleResult) -> Place<'a> {
    let span = span(run, result);
    let (start, end) = run.sources.positions(span);
    Place { path: run.sources.path(span.file), span, start, end }
}

/// Why a result is what it is: its message, and for an indeterminate one the value that it
/// depends on and where that is declared, unless the message says so itself.
pub(super) fn why<'a>(run: &Run, result: &'a RuleResult) -> Cow<'a, str> {
    let message = result.message.trim();
    if result.verdict != Verdict::Indeterminate || result.unknown.is_empty() {
        return Cow::Borrowed(message);
    }
    let mut text = message.to_owned();
    for cause in result.unknown.iter().take(5) {
        let declared = declaration(run, cause);
        if !text.contains(&*cause.name) {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str("depends on `");
            text.push_str(&cause.name);
            text.push_str("`, which has no value");
        } else if declared.as_ref().is_none_or(|place| text.contains(place)) {
            continue;
        }
        if let Some(place) = declared {
            text.push_str(" (");
            text.push_str(&place);
            text.push(')');
        }
    }
    Cow::Owned(text)
}

/// `variables.tf:3`.
fn declaration(run: &Run, cause: &UnknownCause) -> Option<String> {
    let span = cause.declared_at?;
    let (start, _) = run.sources.positions(span);
    Some(format!("{}:{}", run.sources.path(span.file), start.line))
}

/// The first paragraph of a rule's remediation, as one line.
pub(super) fn first_paragraph(text: &str) -> String {
    let lines = text.trim().lines().take_while(|line| !line.trim().is_empty());
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The block of code that a remediation's first paragraph announces by ending in a colon.
pub(super) fn announced_code(text: &str) -> Vec<&str> {
    if !first_paragraph(text).ends_with(':') {
        return Vec::new();
    }
    let mut lines = text.trim().lines().skip_while(|line| !line.trim().is_empty());
    match lines.by_ref().find(|line| !line.trim().is_empty()) {
        Some(fence) if fence.trim_start().starts_with("```") => {
            lines.take_while(|line| line.trim() != "```").collect()
        }
        // Markdown's other way: four spaces.
        Some(first) if first.starts_with("    ") => {
            let rest = lines.take_while(|line| line.starts_with("    "));
            std::iter::once(first).chain(rest).filter_map(|line| line.get(4..)).collect()
        }
        // A line shown as it stands.
        Some(first) => {
            let rest = lines.take_while(|line| !line.trim().is_empty());
            std::iter::once(first).chain(rest).collect()
        }
        None => Vec::new(),
    }
}

/// What a reader must do about a result; not for passes, and not for what a policy got wrong.
pub(super) fn remediation<'a>(run: &'a Run, result: &RuleResult) -> &'a str {
    match result.verdict {
        Verdict::Fail | Verdict::Indeterminate => {
            rule(run, result).map_or("", |rule| rule.remediation.trim())
        }
        _ => "",
    }
}

/// Why an accepted result does not count.
pub(super) fn accepted(result: &RuleResult) -> Option<String> {
    if let Some(waiver) = &result.waiver {
        let ticket =
            if waiver.ticket.is_empty() { String::new() } else { format!(", {}", waiver.ticket) };
        return Some(format!(
            "waived until {}{ticket}: {} (approved by {})",
            waiver.expires, waiver.reason, waiver.approved_by
        ));
    }
    if let Some(suppression) = &result.suppression {
        let reason =
            if suppression.reason.is_empty() { "no reason given" } else { &suppression.reason };
        return Some(format!("suppressed in the source: {reason}"));
    }
    let baseline = result.baseline.as_ref()?;
    Some(format!(
        "known on {}, until {} (owner {})",
        baseline.created, baseline.expires, baseline.owner
    ))
}

/// Whether a result is for the reader's attention: anything but a pass or nothing to say.
pub(super) fn is_finding(result: &RuleResult) -> bool {
    !matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable)
}

/// The contract's name of a verdict.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not-applicable",
        other => other.name(),
    }
}

/// The findings, the gravest first: open failures before the rest, then by severity; within
/// that in order of place.
pub(super) fn by_severity(run: &Run) -> Vec<&RuleResult> {
    let mut results: Vec<_> = run.results.iter().filter(|result| is_finding(result)).collect();
    let rank = |result: &RuleResult| {
        (result.is_accepted(), result.verdict != Verdict::Fail, std::cmp::Reverse(result.severity))
    };
    results.sort_by_key(|result| rank(result));
    results
}

/// Three degrees, which is what most consumers know.
pub(super) fn degree(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}
