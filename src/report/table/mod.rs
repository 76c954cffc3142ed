//! The report for people at a terminal.
//!
//! In: a run, the columns there are, whether to colour. Out: findings grouped by file, each with
//! its source line, why and how to mend it; what was not read; a summary that reconciles; a last
//! line with the verdict. Never here: anything of an input that could steer the terminal.

mod finding;
mod paint;
mod summary;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use super::merge::Group;
use super::{ReportOptions, explain, merge, safe};
use crate::finding::{RuleResult, Run, Verdict};
use crate::policy::Severity;
use paint::{Paint, Style};

/// Findings of one kind in one file that are shown in full; the rest are listed below them.
const FULL: usize = 5;

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
    let file_of = |group: &Group<'_>| explain::span(run, group.first).file;
    for groups in groups.chunk_by(|left, right| file_of(left) == file_of(right)) {
        file_section(run, groups, &paint, out)?;
    }
    summary::write(run, options, &paint, out)
}

/// What a reader wants to see one by one. That a rule has nothing to say is only counted.
fn listed(result: &RuleResult) -> bool {
    result.verdict != Verdict::NotApplicable
}

/// What makes findings of one file alike.
type Kind = (usize, Verdict, Severity, bool);

fn kind(result: &RuleResult) -> Kind {
    (result.rule, result.verdict, result.severity, result.is_accepted())
}

fn file_section(
    run: &Run,
    groups: &[Group<'_>],
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut shown: HashMap<Kind, usize> = HashMap::new();
    let mut further: Vec<(Kind, Vec<&Group<'_>>)> = Vec::new();
    // How to mend a rule's failures is said once a file.
    let mut advised: HashSet<usize> = HashSet::new();
    for (number, group) in groups.iter().enumerate() {
        let place = explain::place(run, group.first);
        if number == 0 {
            writeln!(out, "{}\n", paint.styled(Style::Path, &safe::line(place.path)))?;
        }
        let kind = kind(group.first);
        let count = shown.entry(kind).or_default();
        *count += 1;
        if *count <= FULL {
            let advise = explain::is_finding(group.first) && advised.insert(group.first.rule);
            finding::write(run, group, &place, advise, paint, out)?;
        } else if let Some((_, list)) = further.iter_mut().find(|(known, _)| *known == kind) {
            list.push(group);
        } else {
            further.push((kind, vec![group]));
        }
    }
    for (_, list) in further {
        finding::write_further(run, &list, paint, out)?;
    }
    Ok(())
}
