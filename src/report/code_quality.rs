//! GitLab code quality.
//!
//! In: a run. Out: a JSON array with an issue for each result that nobody accepted, and one for
//! whatever was not read. Never here: passes; the format knows only faults.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{ReportOptions, explain};
use crate::finding::{RuleResult, Run, Verdict};
use crate::model::{Diagnostic, Loss};
use crate::policy::Severity;

/// Writes the array.
pub(super) fn write(run: &Run, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Issues(run))?;
    out.write_all(b"\n")
}

struct Issues<'a>(&'a Run);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let run = self.0;
        let counted = |result: &&RuleResult| explain::is_finding(result) && !result.is_accepted();
        let results = run.results.iter().filter(counted).map(|result| of_result(run, result));
        let losses = run.diagnostics.iter().filter(|item| item.loss != Loss::Nothing);
        serializer.collect_seq(results.chain(losses.map(|item| of_diagnostic(run, item))))
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn of_result<'a>(run: &'a Run, result: &'a RuleResult) -> Issue<'a> {
    let place = explain::place(run, result);
    let title = explain::rule(run, result).map_or("", |rule| &rule.title);
    let severity = match (result.verdict, result.severity) {
        (Verdict::Indeterminate, _) | (_, Severity::Info) => "info",
        (_, Severity::Critical) => "blocker",
        (_, Severity::High) => "critical",
        (_, Severity::Medium) => "major",
        (_, Severity::Low) => "minor",
    };
    let why = explain::why(run, result);
    Issue {
        description: format!("{title}: {} ({why})", result.address),
        check_name: explain::rule_id(run, result),
        fingerprint: result.fingerprint.to_string(),
        severity,
        location: Location {
            path: place.path,
            lines: Lines { begin: place.start.line, end: place.end.line },
        },
    }
}

fn of_diagnostic<'a>(run: &'a Run, item: &'a Diagnostic) -> Issue<'a> {
    let line = item.span.map_or(1, |span| run.sources.positions(span).0.line);
    let identity = format!("{}\0{line}\0{}", item.path, item.message);
    let digest = Sha256::digest(identity.as_bytes());
    Issue {
        description: format!("not read: {}", item.message),
        check_name: "provost-incomplete-scan",
        fingerprint: digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect(),
        severity: "major",
        location: Location { path: &item.path, lines: Lines { begin: line, end: line } },
    }
}
