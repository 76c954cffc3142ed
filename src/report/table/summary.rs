//! What ends the table: what was not read, figures that reconcile, the verdict.
//!
//! In: a run. Out: its last lines. Never here: single findings.

use std::io::{self, Write};

use super::paint::{Paint, Style};
use crate::finding::Run;
use crate::model::{Diagnostic, Loss};
use crate::report::outcome::{self, Mood, Tally};
use crate::report::{ReportOptions, safe};

/// Columns of the figures' names.
const LABEL: usize = 13;

/// Diagnostics that are printed; the JSON report has them all.
const SHOWN: usize = 50;

/// Writes diagnostics, figures, verdict.
pub(super) fn write(
    run: &Run,
    options: &ReportOptions,
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (notes, losses): (Vec<_>, Vec<_>) =
        run.diagnostics.iter().partition(|item| item.loss == Loss::Nothing);
    diagnostics(run, "Not read", Style::Bad, &losses, paint, out)?;
    diagnostics(run, "Notes", Style::Doubtful, &notes, paint, out)?;
    figures(run, options, paint, out)?;
    let (mood, sentence) = outcome::closing(run, options);
    let style = match mood {
        Mood::Good => Style::Good,
        Mood::Doubtful => Style::Doubtful,
        Mood::Bad => Style::Bad,
    };
    writeln!(out)?;
    for line in paint.wrap(&sentence, 0) {
        writeln!(out, "{}", paint.styled(style, &line))?;
    }
    Ok(())
}

fn diagnostics(
    run: &Run,
    heading: &str,
    style: Style,
    items: &[&Diagnostic],
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", paint.styled(style, heading))?;
    for item in items.iter().take(SHOWN) {
        let mut text = item.path.to_string();
        if let Some(span) = item.span {
            let (start, _) = run.sources.positions(span);
            text.push_str(&format!(":{}:{}", start.line, start.column));
        }
        text.push_str(": ");
        text.push_str(&item.message);
        if !item.lost.is_empty() {
            text.push_str("; lost: ");
            text.push_str(&item.lost);
        }
        let text = safe::line(&text);
        for (number, line) in paint.wrap(&safe::cut(&text, 1_000), 4).iter().enumerate() {
            writeln!(out, "{}{line}", if number == 0 { "  " } else { "    " })?;
        }
    }
    if items.len() > SHOWN {
        writeln!(out, "  … and {} more; --format json lists all", items.len() - SHOWN)?;
    }
    writeln!(out)
}

fn figures(
    run: &Run,
    options: &ReportOptions,
    paint: &Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (seen, parsed, failed, excluded) = run.file_counts();
    let counts = &run.counts;
    let tally = Tally::of(run);
    let figure = |name: &str, text: &str, out: &mut dyn Write| -> io::Result<()> {
        let mut name = name;
        for line in paint.wrap(&safe::line(text), LABEL) {
            writeln!(out, "{}{line}", paint.styled(Style::Dim, &format!("{name:<LABEL$}")))?;
            name = "";
        }
        Ok(())
    };
    let files = format!("{seen} seen = {parsed} parsed + {failed} failed + {excluded} excluded");
    figure("Files", &files, out)?;
    if excluded > 0 {
        let reasons = outcome::exclusions(run);
        let reasons: Vec<_> =
            reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        figure("Excluded", &reasons.join(", "), out)?;
    }
    let blocks = outcome::Blocks::of(run);
    if blocks.seen > 0 {
        figure("Blocks", &blocks.figures(), out)?;
    }
    if blocks.left_out() > 0 {
        figure("Left out", &blocks.reasons().join("; "), out)?;
    }
    figure("Resources", &run.resources.len().to_string(), out)?;
    let evaluations = format!(
        "{} = {} pass + {} fail + {} indeterminate + {} not applicable + {} error",
        counts.total(),
        counts.pass,
        counts.fail,
        counts.indeterminate,
        counts.not_applicable,
        counts.error
    );
    figure("Evaluations", &evaluations, out)?;
    let failures = match tally.failures() {
        0 => "0".to_owned(),
        count => format!("{count} = {}", tally.by_severity().replace(", ", " + ")),
    };
    figure("Failures", &failures, out)?;
    if let Some(change) = &options.diff {
        figure("Change", &outcome::change_line(change), out)?;
    }
    if tally.waived + tally.suppressed + tally.known > 0 {
        figure("Accepted", &tally.accepted(), out)?;
    }
    let packs: Vec<_> =
        run.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
    let rules = outcome::plural(run.rules.len(), "rule");
    let packs = if packs.is_empty() { rules } else { format!("{rules} of {}", packs.join(", ")) };
    figure("Judged by", &packs, out)
}
