//! JUnit XML, for the test view of a CI system.
//!
//! In: a run. Out: a suite a file with a case for each result, and a suite of one case that says
//! whether the scan itself was complete, so that an empty report is no success. Never here:
//! indeterminate or accepted results as failures: they are skipped cases with a reason.

use std::io::{self, Write};

use super::markup::escaped;
use super::{ReportOptions, explain, outcome};
use crate::finding::{RuleResult, Run, Verdict};
use crate::model::Loss;

/// Writes the document.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut results: Vec<&RuleResult> = run.results.iter().collect();
    results.sort_by_key(|result| run.sources.path(explain::span(run, result).file));
    let suites: Vec<&[&RuleResult]> = results
        .chunk_by(|left, right| explain::span(run, left).file == explain::span(run, right).file)
        .collect();
    let mut total = Count::of(&results);
    total.tests += 1;
    total.errors += usize::from(unsound(run));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"provost\" {total}>")?;
    scan_suite(run, options, out)?;
    for suite in suites {
        let Some(first) = suite.first() else { continue };
        let path = run.sources.path(explain::span(run, first).file);
        writeln!(out, "  <testsuite name=\"{}\" {}>", escaped(path), Count::of(suite))?;
        for result in suite {
            case(run, result, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Whether a run may not pass for a success.
fn unsound(run: &Run) -> bool {
    run.is_incomplete() || run.counts.total() == 0
}

fn scan_suite(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let errors = usize::from(unsound(run));
    writeln!(
        out,
        "  <testsuite name=\"scan\" tests=\"1\" failures=\"0\" errors=\"{errors}\" skipped=\"0\">"
    )?;
    let name = "name=\"every file was read and every policy answered\" classname=\"provost\"";
    if unsound(run) {
        let (_, sentence) = outcome::closing(run, options);
        writeln!(out, "    <testcase {name}>")?;
        write!(out, "      <error message=\"{}\">", escaped(&sentence))?;
        for item in run.diagnostics.iter().filter(|item| item.loss != Loss::Nothing) {
            let line = item.span.map_or(0, |span| run.sources.positions(span).0.line);
            let text = format!("{}:{line}: {}\n", item.path, item.message);
            write!(out, "{}", escaped(&text))?;
        }
        writeln!(out, "</error>\n    </testcase>")?;
    } else {
        writeln!(out, "    <testcase {name}/>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(run: &Run, result: &RuleResult, out: &mut dyn Write) -> io::Result<()> {
    let place = explain::place(run, result);
    let rule = explain::rule_id(run, result);
    write!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"",
        escaped(rule),
        escaped(&result.address),
        escaped(place.path),
        place.start.line
    )?;
    let why = explain::why(run, result);
    let why = if why.is_empty() { rule } else { &why };
    match Outcome::of(result) {
        Outcome::Passed => return writeln!(out, "/>"),
        Outcome::Skipped => {
            let reason = explain::accepted(result).unwrap_or_else(|| why.to_owned());
            writeln!(out, ">\n      <skipped message=\"{}\"/>", escaped(&reason))?;
        }
        failed => {
            let element = if failed == Outcome::Failed { "failure" } else { "error" };
            write!(
                out,
                ">\n      <{element} type=\"{}\" message=\"{}\">",
                result.severity,
                escaped(why)
            )?;
            write!(out, "{}:{}:{}", escaped(place.path), place.start.line, place.start.column)?;
            let advice = explain::remediation(run, result);
            if !advice.is_empty() {
                write!(out, "\n{}", escaped(advice))?;
            }
            writeln!(out, "</{element}>")?;
        }
    }
    writeln!(out, "    </testcase>")
}

/// What a result is as a test case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Errored,
    Skipped,
}

impl Outcome {
    fn of(result: &RuleResult) -> Self {
        match result.verdict {
            Verdict::Pass => Self::Passed,
            Verdict::Error => Self::Errored,
            Verdict::Fail if result.is_open_failure() => Self::Failed,
            Verdict::Fail | Verdict::Indeterminate | Verdict::NotApplicable => Self::Skipped,
        }
    }
}

struct Count {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Count {
    fn of(results: &[&RuleResult]) -> Self {
        let count = |wanted| results.iter().filter(|result| Outcome::of(result) == wanted).count();
        Self {
            tests: results.len(),
            failures: count(Outcome::Failed),
            errors: count(Outcome::Errored),
            skipped: count(Outcome::Skipped),
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
            self.tests, self.failures, self.errors, self.skipped
        )
    }
}
