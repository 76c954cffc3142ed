//! One finding in the table.
//!
//! In: a group of results at one place. Out: its lines. Never here: totals.

use std::io::{self, Write};

use super::paint::{Paint, Style};
use crate::finding::{Run, Verdict};
use crate::report::excerpt::excerpt;
use crate::report::explain::{self, Place};
use crate::report::merge::Group;
use crate::report::{chain, safe};

/// Columns of the labels `at`, `why`, `fix`.
const LABEL: usize = 7;

/// Addresses that a merged finding names.
const NAMED: usize = 3;

/// Findings that are listed by their place alone.
const FURTHER: usize = 20;

/// Writes one finding.
pub(super) fn write(
    run: &Run,
    group: &Group<'_>,
    place: &Place<'_>,
    advise: bool,
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    heading(run, group, None, paint, out)?;
    labelled("at", &at(group, place), Some(Style::Dim), paint, out)?;
    if group.first.verdict == Verdict::Pass {
        return writeln!(out);
    }
    source_line(run, place, paint, out)?;
    labelled("from", &chain::line(run, group.first), Some(Style::Dim), paint, out)?;
    labelled("why", &explain::why(run, group.first), None, paint, out)?;
    if advise {
        let advice = explain::first_paragraph(explain::remediation(run, group.first));
        labelled("fix", &advice, None, paint, out)?;
        for line in explain::announced_code(explain::remediation(run, group.first)) {
            writeln!(out, "{:LABEL$}  {}", "", safe::line(line).trim_end())?;
        }
    }
    if let Some(note) = explain::accepted(group.first) {
        labelled("note", &note, Some(Style::Dim), paint, out)?;
    }
    writeln!(out)
}

/// Writes findings like those shown before them: only where they are.
pub(super) fn write_further(
    run: &Run,
    groups: &[&Group<'_>],
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = groups.first() else { return Ok(()) };
    heading(run, first, Some(groups.len()), paint, out)?;
    for group in groups.iter().take(FURTHER) {
        let place = explain::place(run, group.first);
        labelled("at", &at(group, &place), Some(Style::Dim), paint, out)?;
    }
    if groups.len() > FURTHER {
        writeln!(out, "  … and {} more; --format json lists all", groups.len() - FURTHER)?;
    }
    writeln!(out)
}

/// Digits of a fingerprint that tell it from the others of a run.
const SHORT: usize = 10;

/// `aws_db_instance.main[0] (infra/main.tf:3:3) 3f2a9c1b2d`.
fn at(group: &Group<'_>, place: &Place<'_>) -> String {
    let address = safe::cut(&group.address_line(NAMED), 400).into_owned();
    let print = group.first.fingerprint.get(..SHORT).unwrap_or_default();
    format!("{address} ({}:{}:{}) {print}", place.path, place.start.line, place.start.column)
}

/// `HIGH  aws-rds-storage-encrypted  RDS instance storage is encrypted`.
fn heading(
    run: &Run,
    group: &Group<'_>,
    further: Option<usize>,
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let result = group.first;
    let severity = result.severity;
    let accepted = match (&result.waiver, &result.suppression) {
        (Some(_), _) => "WAIVED ",
        (None, Some(_)) => "SUPPRESSED ",
        (None, None) if result.baseline.is_some() => "KNOWN ",
        (None, None) => "",
    };
    let (label, style) = match result.verdict {
        Verdict::Fail => (severity.name().to_uppercase(), Style::Severity(severity)),
        Verdict::Indeterminate => (format!("UNDECIDED ({severity})"), Style::Doubtful),
        Verdict::Error => ("POLICY ERROR".to_owned(), Style::Bad),
        Verdict::Pass | Verdict::NotApplicable => ("PASS".to_owned(), Style::Good),
    };
    let label = format!("{accepted}{label}");
    let style = if accepted.is_empty() { style } else { Style::Dim };
    let rule = safe::line(explain::rule_id(run, result)).into_owned();
    let title = explain::rule(run, result).map_or("", |rule| &rule.title);
    let indent = label.chars().count() + 2;
    let further = further.map(|count| format!(" ({count} more like it)")).unwrap_or_default();
    let text = format!("{rule}: {}{further}", safe::line(title));
    let mut lines = paint.wrap(&text, indent).into_iter();
    let first = lines.next().unwrap_or_default();
    // The rule's id is the part of the line that one looks for.
    let first = match first.split_once(": ") {
        Some((id, title)) if id == rule => format!("{}: {title}", paint.styled(Style::Rule, id)),
        _ => first,
    };
    writeln!(out, "{}  {first}", paint.styled(style, &label))?;
    for line in lines {
        writeln!(out, "{:indent$}{line}", "")?;
    }
    Ok(())
}

fn source_line(run: &Run, place: &Place<'_>, paint: &Paint, out: &mut dyn Write) -> io::Result<()> {
    let digits = place.start.line.to_string().len().max(LABEL - 3);
    let columns = paint.width.saturating_sub(digits + 3);
    let Some(source) = run.sources.get(place.span.file) else { return Ok(()) };
    let Some(excerpt) = excerpt(source, place.span, columns) else { return Ok(()) };
    let number = format!("{:>digits$} |", excerpt.line);
    writeln!(out, "{} {}", paint.styled(Style::Dim, &number), excerpt.text)?;
    let gutter = format!("{:digits$} |", "");
    let mark = "^".repeat(excerpt.width);
    let mark = paint.styled(Style::Mark, &mark);
    let gutter = paint.styled(Style::Dim, &gutter);
    writeln!(out, "{gutter} {:indent$}{mark}", "", indent = excerpt.indent)?;
    if excerpt.more > 0 {
        let plural = if excerpt.more == 1 { "" } else { "s" };
        let more = format!("… {} more line{plural}", excerpt.more);
        writeln!(out, "{gutter} {}", paint.styled(Style::Dim, &more))?;
    }
    Ok(())
}

/// A label and a text that wraps beside it; nothing where there is no text.
fn labelled(
    label: &str,
    text: &str,
    style: Option<Style>,
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = safe::line(text);
    if text.trim().is_empty() {
        return Ok(());
    }
    let mut label = format!("  {label}");
    for line in paint.wrap(&text, LABEL) {
        let line = style.map_or_else(|| line.as_str().into(), |style| paint.styled(style, &line));
        writeln!(out, "{}{line}", paint.styled(Style::Dim, &format!("{label:<LABEL$}")))?;
        label.clear();
    }
    Ok(())
}
