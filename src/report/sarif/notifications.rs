//! Whether the scan was complete, and what it lacks if not.
//!
//! In: a run's diagnostics and policy errors. Out: SARIF's invocation: faults of inputs as
//! execution notifications, faults of policies as configuration notifications. Never here:
//! results.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use serde_sarif::sarif::{
    Invocation, Location, LogicalLocation, Message, Notification, ReportingDescriptorReference,
};

use super::location;
use crate::finding::{RuleResult, Run, Verdict};
use crate::model::{Diagnostic, FileOutcome, Loss};
use crate::report::{explain, safe};

/// Characters of a text that an input or a policy decides the length of.
const TEXT: usize = 800;

/// The invocation of a run.
pub(super) fn invocation(run: &Run, left_out: &[String]) -> Invocation {
    let policies: HashSet<&str> = run.rules.iter().map(|rule| &*rule.path).collect();
    let of_policy =
        |item: &&Diagnostic| policies.contains(&*item.path) || item.path.ends_with(".rego");
    let (policy, input): (Vec<_>, Vec<_>) = run.diagnostics.iter().partition(of_policy);

    let mut execution: Vec<Notification> =
        input.into_iter().map(|item| diagnostic(run, item)).collect();
    execution.extend(left_out.iter().map(|text| notification(text.clone(), "note", None)));
    let explained: HashSet<&str> = run.diagnostics.iter().map(|item| &*item.path).collect();
    let failed = run.files.iter().filter(|file| file.outcome == FileOutcome::Failed);
    execution.extend(failed.filter(|file| !explained.contains(&*file.path)).map(|file| {
        let text = format!("{}: the file was not read in full.", file.path);
        notification(text, "error", Some(location::location(&file.path, None)))
    }));
    let mut configuration: Vec<Notification> =
        policy.into_iter().map(|item| diagnostic(run, item)).collect();
    let index: HashMap<&str, usize> =
        run.rules.iter().enumerate().map(|(index, rule)| (&*rule.id, index)).collect();
    let errors = run.results.iter().filter(|result| result.verdict == Verdict::Error);
    configuration.extend(errors.map(|result| policy_error(run, result, &index)));

    let mut invocation = Invocation::builder().execution_successful(!run.is_incomplete()).build();
    invocation.tool_execution_notifications = (!execution.is_empty()).then_some(execution);
    invocation.tool_configuration_notifications =
        (!configuration.is_empty()).then_some(configuration);
    invocation
}

fn notification(text: String, level: &str, location: Option<Location>) -> Notification {
    let text = safe::cut(&safe::line(&text), TEXT).into_owned();
    let mut notification = Notification::builder()
        .level(json!(level))
        .message(Message::builder().text(text).build())
        .build();
    notification.locations = location.map(|location| vec![location]);
    notification
}

fn diagnostic(run: &Run, item: &Diagnostic) -> Notification {
    let mut text = format!("{}: {}", item.path, item.message);
    if !item.lost.is_empty() {
        text.push_str("; lost: ");
        text.push_str(&item.lost);
    }
    text.push('.');
    let level = match item.loss {
        Loss::Nothing => "note",
        Loss::Part => "warning",
        Loss::File => "error",
    };
    let region = item.span.map(|span| run.sources.positions(span));
    let location = (!item.path.is_empty()).then(|| location::location(&item.path, region));
    notification(text, level, location)
}

fn policy_error(run: &Run, result: &RuleResult, index: &HashMap<&str, usize>) -> Notification {
    let rule = explain::rule_id(run, result);
    let place = explain::place(run, result);
    let text = format!(
        "The policy `{rule}` failed on `{}`: {}.",
        result.address,
        result.message.trim().trim_end_matches('.')
    );
    let mut location = location::location(place.path, Some((place.start, place.end)));
    location.logical_locations = Some(vec![
        LogicalLocation::builder().fully_qualified_name(&*result.address).kind("resource").build(),
    ]);
    let mut notification = notification(text, "error", Some(location));
    notification.associated_rule = index.get(rule).and_then(|index| {
        let index = i64::try_from(*index).ok()?;
        Some(ReportingDescriptorReference::builder().id(rule).index(index).build())
    });
    notification
}
