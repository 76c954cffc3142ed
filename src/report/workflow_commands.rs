//! Annotations by GitHub's workflow commands.
//!
//! In: a run. Out: commands on the log of a step: as many errors, warnings and notices as GitHub
//! shows, the gravest first, then a line with what is left over and the verdict. Never here: text
//! of an input that could be read as a command.

use std::io::{self, Write};

use super::{ReportOptions, explain, merge, outcome, safe};
use crate::finding::{Run, Verdict};
use crate::model::Loss;

/// Annotations of each kind that GitHub shows for a step.
const SHOWN: usize = 10;

/// One annotation.
struct Annotation {
    kind: &'static str,
    properties: String,
    text: String,
}

/// Writes the commands.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let annotations = annotations(run);
    let mut left_over = Vec::new();
    for kind in ["error", "warning", "notice"] {
        let of_kind: Vec<_> = annotations.iter().filter(|item| item.kind == kind).collect();
        for Annotation { kind, properties, text } in of_kind.iter().take(SHOWN) {
            writeln!(out, "::{kind} {properties}::{text}")?;
        }
        if of_kind.len() > SHOWN {
            left_over.push(outcome::plural(of_kind.len() - SHOWN, kind));
        }
    }
    if !left_over.is_empty() {
        writeln!(out, "provost: {} more not annotated", left_over.join(", "))?;
    }
    let (_, sentence) = outcome::closing(run, options);
    writeln!(out, "provost: {}", safe::line(&sentence))
}

/// All annotations: what was not read before the rest of its kind, as it may hide anything.
fn annotations(run: &Run) -> Vec<Annotation> {
    let lost = run.diagnostics.iter().filter(|item| item.loss != Loss::Nothing).map(|item| {
        let place = item.span.map_or_else(String::new, |span| {
            let (start, _) = run.sources.positions(span);
            format!(",line={},col={}", start.line, start.column)
        });
        let properties =
            format!("file={}{place},title={}", property(&item.path), property("not read"));
        Annotation { kind: "warning", properties, text: data(&item.message) }
    });
    let groups = merge::groups(run, explain::by_severity(run));
    let findings = groups.iter().filter(|group| !group.first.is_accepted()).map(|group| {
        let result = group.first;
        let place = explain::place(run, result);
        let kind = match (result.verdict, explain::degree(result.severity)) {
            (Verdict::Error, _) => "error",
            (Verdict::Indeterminate, _) | (_, "note") => "notice",
            (_, degree) => degree,
        };
        // A column only counts within one line.
        let columns = if place.start.line == place.end.line {
            format!(",col={},endColumn={}", place.start.column, place.end.column)
        } else {
            String::new()
        };
        let properties = format!(
            "file={},line={},endLine={}{columns},title={}",
            property(place.path),
            place.start.line,
            place.end.line,
            property(&format!("{} {}", result.severity, explain::rule_id(run, result)))
        );
        let advice = explain::first_paragraph(explain::remediation(run, result));
        let text = format!("{}: {}\n{advice}", group.address_line(3), explain::why(run, result));
        Annotation { kind, properties, text: data(text.trim_end()) }
    });
    lost.chain(findings).collect()
}

/// The text of a command.
fn data(text: &str) -> String {
    safe::lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_commands_are_escaped() {
        assert_eq!(data("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(property("a,b:c%\nd"), "a%2Cb%3Ac%25%0Ad");
    }
}
