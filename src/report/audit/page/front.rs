//! The first page of the report: what was asked, what was looked at, what is missing, and what no
//! rule can show.
//!
//! In: what the other files found. Out: HTML. Nothing here speaks for a criterion.

use std::fmt::Write as _;

use super::super::evidence::RunFacts;
use super::super::period::length;
use super::{Parts, paragraph, table};
use crate::history::moment;
use crate::report::markup::escaped;

/// What was asked and looked at.
pub(super) fn scope(parts: &Parts<'_, '_>, out: &mut String) {
    let evidence = parts.evidence;
    let (question, pack) = (&evidence.question, &evidence.pack);
    let runs: Vec<&RunFacts> = evidence.period().collect();
    let incomplete = runs.iter().filter(|run| !run.complete).count();
    let mut counts = format!("{} in the period, {incomplete} of them incomplete", runs.len());
    let filled = runs.iter().filter(|run| run.context.filled_in.is_some()).count();
    if filled > 0 {
        let _ = write!(
            counts,
            "; {filled} filled in later from the repository's past: no scan ran at their times, \
             and they close no gap"
        );
    }
    let targets: Vec<String> = parts
        .populations
        .targets
        .iter()
        .map(|own| {
            format!("{} ({}; {} runs)", own.repository, own.roots.join(", "), own.runs.len())
        })
        .collect();
    let last: Vec<String> = parts
        .populations
        .last_runs()
        .map(|run| {
            let [pass, fail, waived, open] = run.resources;
            let [parsed, failed, excluded] = run.files;
            format!(
                "run {}: {} resources = {pass} pass + {fail} fail + {waived} waived + {open} not \
                 assessed; {} files seen = {parsed} parsed + {failed} failed + {excluded} excluded",
                run.id,
                pass + fail + waived + open,
                parsed + failed + excluded
            )
        })
        .collect();
    let open = parts.exceptions.iter().filter(|own| own.is_open()).count();
    let waived = parts.acceptances.iter().filter(|own| !own.findings.is_empty()).count();
    let rows = [
        ("Period", format!("{} to {}", moment::shown(question.from), moment::shown(question.to))),
        ("Framework", format!("{} ({})", pack.title, pack.source)),
        ("Mapping", format!("{} {}, {}", pack.name, pack.version, evidence.pack_origin)),
        ("Scope", targets.join("; ")),
        ("Runs", counts),
        ("Last runs", last.join("; ")),
        ("Gaps", format!("{} longer than {}", parts.gaps.len(), length(question.frequency))),
        ("Exceptions", format!("{} in the period, {open} open at its end", parts.exceptions.len())),
        ("Accepted risk", format!("{waived} waivers and suppressions in use")),
        ("Made", format!("{} by {}", moment::shown(evidence.generated), evidence.tool)),
    ];
    out.push_str("<dl>\n");
    for (name, text) in rows {
        let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escaped(&text));
    }
    out.push_str("</dl>\n");
    late(parts, out);
    paragraph(
        out,
        "",
        "This is technical evidence from recorded scans of configuration. It says what rules found \
         in the runs listed here. It does not say that a control operated, that a running system is \
         as its configuration, or that a framework is met: that judgement is the auditor's.",
    );
}

/// What the runs cannot say of the period's end, of their revisions and of the mapping.
fn late(parts: &Parts<'_, '_>, out: &mut String) {
    let evidence = parts.evidence;
    let last = evidence.period().rfind(|run| run.context.filled_in.is_none());
    let end = evidence.question.to;
    if let Some(run) = last.filter(|run| end - run.time > evidence.question.frequency) {
        let text = format!(
            "The last scan is run {} of {}, {} before the period's end. What is called open at the \
             end was open then; ages of it count to the period's end.",
            run.id,
            moment::shown(run.time),
            length(end - run.time)
        );
        paragraph(out, "warn", &text);
    }
    let modified = evidence.period().filter(|run| run.modified.is_some_and(|count| count > 0));
    let modified: Vec<String> = modified.map(|run| run.id.to_string()).collect();
    if !modified.is_empty() {
        let text = format!(
            "Files of runs {} were not all as the revision of the run holds them; runs.csv says how \
             many.",
            modified.join(", ")
        );
        paragraph(out, "warn", &text);
    }
    paragraph(
        out,
        "",
        "Which rules give evidence for which criterion is the mapping's claim, with its reasons below: \
         a practitioner should review it.",
    );
}

/// Times without evidence.
pub(super) fn gaps(parts: &Parts<'_, '_>, out: &mut String) {
    if parts.gaps.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>Gaps: no evidence was recorded</h2>");
    let rows: Vec<Vec<String>> = parts
        .gaps
        .iter()
        .map(|gap| {
            let whose = if gap.repository.is_empty() { "all" } else { &gap.repository };
            vec![
                whose.to_owned(),
                moment::shown(gap.from),
                moment::shown(gap.to),
                length(gap.to - gap.from),
            ]
        })
        .collect();
    table(out, &["Repository", "From", "To", "Length"], &[3], &rows);
}

/// Criteria that no rule shows.
pub(super) fn not_automated(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>What is not automated</h2>");
    let open = &parts.evidence.pack.not_automated;
    if open.is_empty() {
        paragraph(
            out,
            "",
            "The mapping names no criterion that configuration cannot show. Criteria \
            that it does not list at all are not covered here.",
        );
        return;
    }
    paragraph(out, "warn", "Configuration cannot show these criteria. They need other evidence.");
    let rows: Vec<Vec<String>> = open
        .iter()
        .map(|part| vec![part.id.clone(), part.title.clone(), part.reason.clone()])
        .collect();
    table(out, &["Criterion", "What it asks", "Why no rule shows it"], &[], &rows);
}
