//! The page that an auditor reads first, on a screen or on paper.
//!
//! In: what the other files found. Out: HTML with its style inside, without scripts or anything from
//! elsewhere. The first page says what was asked, what is missing, and what no rule can show. It
//! never says that anything meets a framework. Never here: markup out of a scanned file.

mod front;

use std::fmt::Write as _;

use super::accepted::Acceptance;
use super::admissions;
use super::controls::{Standing, Summary};
use super::evidence::{Evidence, RunFacts};
use super::exceptions::Exception;
use super::period::{Gap, length};
use super::population::Populations;
use super::remediation::Pace;
use crate::history::moment;
use crate::report::markup::escaped;

const STYLE: &str = "\
:root{--line:#bbb;--soft:#f3f3f3}\
body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
color:#111;background:#fff}\
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;border-bottom:1px solid var(--line);\
margin:2rem 0 .5rem}p{margin:.4rem 0}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}\
dt{color:#555}dd{margin:0;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;font-size:.85rem;margin:.5rem 0}\
th,td{border:1px solid var(--line);padding:.2rem .4rem;text-align:left;vertical-align:top;\
overflow-wrap:anywhere}\
th{background:var(--soft)}td.n{text-align:right;white-space:nowrap}\
code{font-size:.9em;overflow-wrap:anywhere}\
.warn{border-left:.3rem solid #b45309;padding-left:.6rem}\
.bad{color:#b91c1c;font-weight:600}\
@media print{@page{margin:18mm 14mm}body{font-size:9.5pt;max-width:none;margin:0;padding:0}\
table{font-size:8pt}tr{break-inside:avoid}thead{display:table-header-group}\
h2{break-after:avoid}section.next{break-before:page}a{color:inherit;text-decoration:none}}";

/// Everything that the page speaks of.
pub struct Parts<'a, 'e> {
    /// The evidence.
    pub evidence: &'e Evidence,
    /// Populations.
    pub populations: &'a Populations<'e>,
    /// Criteria.
    pub summaries: &'a [Summary<'a, 'e>],
    /// Violations.
    pub exceptions: &'a [Exception<'e>],
    /// Accepted risk.
    pub acceptances: &'a [Acceptance],
    /// Timeliness.
    pub paces: &'a [Pace],
    /// Times without evidence.
    pub gaps: &'a [Gap],
}

/// The page.
pub fn page(parts: &Parts<'_, '_>) -> String {
    let mut out = String::new();
    let title = format!("{}: technical evidence", parts.evidence.pack.title);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{0}</h1>\n",
        escaped(&title)
    );
    front::scope(parts, &mut out);
    front::gaps(parts, &mut out);
    front::not_automated(parts, &mut out);
    controls(parts, &mut out);
    exceptions(parts, &mut out);
    waivers(parts, &mut out);
    remediation(parts, &mut out);
    not_assessed(parts, &mut out);
    runs(parts, &mut out);
    admissions::section(parts.evidence, &mut out);
    integrity(parts, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

/// A table; `numbers` are the columns that hold numbers. Cells are escaped here.
pub(super) fn table(out: &mut String, columns: &[&str], numbers: &[usize], rows: &[Vec<String>]) {
    out.push_str("<table>\n<thead><tr>");
    for column in columns {
        let _ = write!(out, "<th>{}</th>", escaped(column));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let class = if numbers.contains(&index) { " class=\"n\"" } else { "" };
            let _ = write!(out, "<td{class}>{}</td>", escaped(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

pub(super) fn paragraph(out: &mut String, class: &str, text: &str) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(out, "<p{class}>{}</p>", escaped(text));
}

fn controls(parts: &Parts<'_, '_>, out: &mut String) {
    out.push_str("<section class=\"next\">\n<h2>Criteria</h2>\n");
    paragraph(
        out,
        "",
        "Over the whole period: a rule is satisfied where it was judged in some run and violated in \
         none; a rule that was violated once is not satisfied, also where it was mended. The column \
         “end” counts the last runs alone. Not assessed: it could not be decided, no resource that \
         it applies to was there, or no run judged by it.",
    );
    let rows: Vec<Vec<String>> = parts
        .summaries
        .iter()
        .map(|own| {
            let (end, all, open) = own.counts(|rule| rule.end);
            let open_exceptions = own
                .exceptions
                .iter()
                .filter_map(|index| parts.exceptions.get(*index))
                .filter(|own| own.is_open())
                .count();
            vec![
                own.control.id.clone(),
                own.control.title.clone(),
                own.sentence(),
                own.with(Standing::NotSatisfied).to_string(),
                own.with(Standing::Accepted).to_string(),
                format!("{end} of {all}, {open} not assessed"),
                format!("{} ({open_exceptions} open)", own.exceptions.len()),
                own.control.rationale.clone(),
            ]
        })
        .collect();
    let columns = [
        "Criterion",
        "What it asks",
        "Evidence",
        "Violated",
        "Accepted",
        "End",
        "Exceptions",
        "Why these rules, and what they do not cover",
    ];
    table(out, &columns, &[3, 4], &rows);
    out.push_str("</section>\n");
}

/// Exceptions that the page lists; the table has all.
const LISTED: usize = 500;

fn exceptions(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>Exceptions</h2>");
    if parts.exceptions.is_empty() {
        paragraph(out, "", "No run reported a violation of a mapped rule in the period.");
        return;
    }
    let at = |run: &RunFacts| {
        let revision: String = run.revision.as_deref().unwrap_or("").chars().take(10).collect();
        format!("{} run {} {revision}", moment::shown(run.time), run.id).trim().to_owned()
    };
    // What is open comes first, the worst before.
    let mut sorted: Vec<&Exception<'_>> = parts.exceptions.iter().collect();
    let severity = |own: &Exception<'_>| own.event.severity.parse::<crate::policy::Severity>().ok();
    sorted.sort_by_key(|own| (!own.is_open(), std::cmp::Reverse(severity(own))));
    let rows: Vec<Vec<String>> = sorted
        .iter()
        .take(LISTED)
        .map(|own| {
            vec![
                own.state.to_owned(),
                own.event.severity.clone(),
                own.controls.join(" "),
                format!("{} {}", own.life.rule, own.event.message),
                format!("{} {}:{}", own.event.address, own.event.file, own.event.line),
                match own.clear {
                    Some(_) => at(own.introduced),
                    // No run had looked before: it may have been there for long.
                    None => format!("by {}, the first run that looked", at(own.introduced)),
                },
                at(own.detected),
                own.fixed.map_or_else(String::new, at),
                format!("{} d", own.days()),
            ]
        })
        .collect();
    let columns = [
        "State",
        "Severity",
        "Criteria",
        "Rule and finding",
        "Resource",
        "Introduced",
        "Detected",
        "Fixed",
        "Age",
    ];
    table(out, &columns, &[8], &rows);
    let more = sorted.len().saturating_sub(LISTED);
    if more > 0 {
        paragraph(out, "warn", &format!("{more} more are in exceptions.csv."));
    }
}

fn waivers(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>Waivers and suppressions</h2>");
    if parts.acceptances.is_empty() {
        paragraph(out, "", "None was known to a run of the period.");
        return;
    }
    let rows: Vec<Vec<String>> = parts
        .acceptances
        .iter()
        .map(|own| {
            vec![
                own.kind.clone(),
                format!("{} {}", own.subject, own.scope),
                own.reason.clone(),
                own.requested_by.clone(),
                own.approved_by.clone(),
                own.ticket.clone(),
                own.compensating_control.clone(),
                own.created.clone(),
                format!("{} {}", own.expires, own.state).trim().to_owned(),
                format!("{} findings, {} runs", own.findings.len(), own.runs.len()),
            ]
        })
        .collect();
    let columns = [
        "Kind",
        "What",
        "Reason",
        "Requested by",
        "Approved by",
        "Ticket",
        "Compensating control",
        "Created",
        "Expires",
        "Uses",
    ];
    table(out, &columns, &[], &rows);
}

fn remediation(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>Time to remediate</h2>");
    let rows: Vec<Vec<String>> = parts
        .paces
        .iter()
        .map(|pace| {
            let (mean, median, longest) = match pace.times() {
                Some((mean, median, longest)) => (length(mean), length(median), length(longest)),
                None => Default::default(),
            };
            vec![
                pace.severity.name().to_owned(),
                pace.limit.map_or_else(|| "none".into(), |days| format!("{days} d")),
                pace.fixed.len().to_string(),
                pace.fixed_late().to_string(),
                mean,
                median,
                longest,
                pace.open.len().to_string(),
                pace.overdue().to_string(),
                pace.open.last().map_or_else(String::new, |age| length(*age)),
                pace.accepted.to_string(),
            ]
        })
        .collect();
    let columns = [
        "Severity",
        "Limit",
        "Fixed",
        "Over limit",
        "Mean",
        "Median",
        "Longest",
        "Open",
        "Over limit",
        "Oldest",
        "Accepted",
    ];
    table(out, &columns, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &rows);
}

fn not_assessed(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>Not assessed</h2>");
    let mut rows: Vec<Vec<String>> = Vec::new();
    for own in parts.summaries {
        for rule in own.rules.iter().filter(|rule| rule.period.is_open()) {
            let why = match rule.period {
                Standing::Undecided => "undecided: a value is open, or the policy failed",
                Standing::NothingInScope => "no resource that it applies to",
                _ => "no run judged by it",
            };
            match rows.iter_mut().find(|row| row.first().is_some_and(|id| id == rule.id)) {
                Some(row) => {
                    if let Some(cell) = row.get_mut(1) {
                        let _ = write!(cell, " {}", own.control.id);
                    }
                }
                None => rows.push(vec![rule.id.to_owned(), own.control.id.clone(), why.to_owned()]),
            }
        }
    }
    if rows.is_empty() {
        paragraph(out, "", "Every rule of the mapping was assessed.");
        return;
    }
    table(out, &["Rule", "Criteria", "Why"], &[], &rows);
}

fn runs(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>Runs</h2>");
    let rows: Vec<Vec<String>> = parts
        .evidence
        .period()
        .map(|run| {
            let [pass, fail, waived, open] = run.resources;
            let [parsed, failed, excluded] = run.files;
            let packs: Vec<String> = run
                .context
                .packs
                .iter()
                .map(|pack| {
                    let digest: String = pack.digest.chars().take(12).collect();
                    format!("{} {} {digest}", pack.name, pack.version)
                })
                .collect();
            vec![
                run.id.to_string(),
                moment::shown(run.time),
                run.repository.clone(),
                revision(run),
                packs.join(", "),
                format!("{} = {parsed} + {failed} + {excluded}", parsed + failed + excluded),
                format!("{} = {pass} + {fail} + {waived} + {open}", pass + fail + waived + open),
                match (run.complete, run.context.filled_in) {
                    (complete, None) => if complete { "yes" } else { "no" }.to_owned(),
                    (complete, Some(time)) => format!(
                        "{}, filled in {}",
                        if complete { "yes" } else { "no" },
                        moment::shown(time)
                    ),
                },
            ]
        })
        .collect();
    let columns = [
        "Run",
        "Time",
        "Repository",
        "Revision",
        "Packs",
        "Files = parsed + failed + excluded",
        "Resources = pass + fail + waived + not assessed",
        "Complete",
    ];
    table(out, &columns, &[0], &rows);
}

/// A run's commit, and whether it was all that the run looked at.
fn revision(run: &RunFacts) -> String {
    let commit = run.revision.as_deref().unwrap_or("not known");
    match run.modified {
        Some(0) => commit.to_owned(),
        Some(count) => format!("{commit}, modified files: {count}"),
        None => format!("{commit}, not compared with the files"),
    }
}

fn integrity(parts: &Parts<'_, '_>, out: &mut String) {
    let _ = writeln!(out, "<h2>Integrity</h2>");
    let head = parts.evidence.ledger.last().map_or("", |entry| &entry.hash);
    paragraph(
        out,
        "",
        &format!(
            "`sh verify.sh HASH` checks every file and the chain of the history with coreutils \
             alone; HASH was printed when this package was made. The ledger's head is {head}. This \
             shows that nothing was edited later. It does not show that the scans were honest."
        ),
    );
}
