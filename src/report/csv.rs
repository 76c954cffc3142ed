//! Findings as comma-separated values (RFC 4180), a line each.
//!
//! In: a run. Out: a header and a line for each result that the run lists. Never here: a cell
//! that a spreadsheet would take for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{ReportOptions, explain, safe};
use crate::finding::Run;

const COLUMNS: [&str; 18] = [
    "severity",
    "verdict",
    "rule",
    "title",
    "address",
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "message",
    "remediation",
    "controls",
    "fingerprint",
    "waived_until",
    "suppressed",
    "reason",
    "known_until",
];

/// Writes the lines.
pub(super) fn write(run: &Run, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    row(&COLUMNS, out)?;
    for result in &run.results {
        let rule = explain::rule(run, result);
        let place = explain::place(run, result);
        let reason = match (&result.waiver, &result.suppression) {
            (Some(waiver), _) => &*waiver.reason,
            (None, Some(suppression)) => &*suppression.reason,
            (None, None) => "",
        };
        row(
            &[
                result.severity.name(),
                explain::verdict_name(result.verdict),
                explain::rule_id(run, result),
                rule.map_or("", |rule| &rule.title),
                &result.address,
                place.path,
                &place.start.line.to_string(),
                &place.start.column.to_string(),
                &place.end.line.to_string(),
                &place.end.column.to_string(),
                &explain::why(run, result),
                explain::remediation(run, result),
                &rule.map(controls).unwrap_or_default(),
                &result.fingerprint,
                result.waiver.as_ref().map_or("", |waiver| &waiver.expires),
                if result.suppression.is_some() { "yes" } else { "" },
                reason,
                result.baseline.as_ref().map_or("", |baseline| &baseline.expires),
            ],
            out,
        )?;
    }
    Ok(())
}

/// `soc2/CC6.1 soc2/CC6.7`.
fn controls(rule: &crate::policy::Rule) -> String {
    let named = rule.controls.iter().flat_map(|(framework, criteria)| {
        criteria.iter().map(move |criterion| format!("{framework}/{criterion}"))
    });
    named.collect::<Vec<_>>().join(" ")
}

/// Writes a line. A cell that a spreadsheet would take for a formula gets an apostrophe.
pub fn row(cells: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(quoted(cell).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

fn quoted(cell: &str) -> Cow<'_, str> {
    let cell = safe::lines(cell);
    // An apostrophe keeps a spreadsheet from computing what a scanned file says.
    let cell = if cell.starts_with(['=', '+', '-', '@', '\t', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    };
    if cell.contains([',', '"', '\n']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_quoted_and_disarmed() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("-1", "'-1"),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
