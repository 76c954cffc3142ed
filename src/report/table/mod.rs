//! The report for people at a terminal.
//!
//! In: a run, the columns there are, whether to colour. Out: findings grouped by file, each with
//! its source line, why and how to mend it; what was not read; a summary that reconciles; a last
//! line with the verdict. Never here: anything of an input that could steer the terminal.

mod finding;
mod paint;
mod summary;

use std::collections::HashSet;
use std::io::{self, Write};

use super::{ReportOptions, explain, merge, safe};
use crate::finding::Run;
use paint::{Paint, Style};

/// Writes the table.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint { color: options.color, width: options.width.max(40) };
    // Results come sorted by file; those without a place of their own take their resource's, so
    // the order of files is told anew here.
    let mut groups = merge::groups(run, run.results.iter().filter(|result| listed(result)));
    groups.sort_by_key(|group| {
        let span = explain::span(run, group.first);
        (run.sources.path(span.file), span.start)
    });
    let mut file = None;
    let mut advised: HashSet<usize> = HashSet::new();
    for group in &groups {
        let place = explain::place(run, group.first);
        if file != Some(place.span.file) {
            file = Some(place.span.file);
            // How to mend a rule's failures is said once a file.
            advised.clear();
            writeln!(out, "{}\n", paint.styled(Style::Path, &safe::line(place.path)))?;
        }
        let advise = explain::is_finding(group.first) && advised.insert(group.first.rule);
        finding::write(run, group, &place, advise, &paint, out)?;
    }
    summary::write(run, options, &paint, out)
}

/// What a reader wants to see one by one. That a rule has nothing to say is only counted.
fn listed(result: &crate::finding::RuleResult) -> bool {
    result.verdict != crate::finding::Verdict::NotApplicable
}
