//! Markdown, for a job summary or a pull-request comment.
//!
//! In: a run. Out: the verdict, a table of findings with the gravest first, figures, and what was
//! not read. Never here: markup, links or mentions out of a scanned file.

use std::io::{self, Write};

use super::merge::Group;
use super::outcome::{self, Mood, Tally};
use super::{ReportOptions, explain, merge, safe};
use crate::finding::diff::{Change, Known};
use crate::finding::{Run, Verdict};
use crate::model::Loss;

/// Bytes of the table: GitHub refuses a comment of more than 65,536 characters.
const TABLE: usize = 50_000;

/// Faults of inputs that are listed.
const FAULTS: usize = 20;

/// Fixed or moved findings that are listed.
const LISTED: usize = 20;

/// Characters of a cell.
const CELL: usize = 200;

/// Writes the document.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let (mood, sentence) = outcome::headline(run, options);
    let mark = match mood {
        Mood::Good => "✅",
        Mood::Doubtful => "⚠️",
        Mood::Bad => "❌",
    };
    writeln!(out, "## Provost\n\n{mark} **{}**\n", plain(&sentence))?;
    if let Some(change) = &options.diff {
        let line = outcome::change_line(change);
        let mut letters = line.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let line: String = first.into_iter().chain(letters).collect();
        writeln!(out, "{}.\n", plain(&line))?;
    }
    findings(run, out)?;
    if let Some(change) = &options.diff {
        whereabouts(change, out)?;
    }
    figures(run, out)?;
    not_read(run, out)
}

fn findings(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let groups = merge::groups(run, explain::by_severity(run));
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "| Severity | Where | What | Why | How to fix |")?;
    writeln!(out, "|---|---|---|---|---|")?;
    let (mut rows, mut shown) = (String::new(), 0);
    for group in &groups {
        let row = row(run, group);
        if rows.len() + row.len() > TABLE {
            break;
        }
        rows.push_str(&row);
        shown += 1;
    }
    out.write_all(rows.as_bytes())?;
    if groups.len() > shown {
        writeln!(out, "\n… and {} more.", groups.len() - shown)?;
    }
    writeln!(out)
}

/// What the change fixes and moves, folded away: it asks nothing of the reader.
fn whereabouts(change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let place = |known: &Known| {
        format!("{} {}", code(&known.address), code(&format!("{}:{}", known.file, known.line)))
    };
    let fixed: Vec<String> = change
        .fixed
        .iter()
        .map(|known| format!("- {} {}: {}", known.severity, code(&known.rule), place(known)))
        .collect();
    let moved: Vec<String> = change
        .moved
        .iter()
        .map(|(from, to)| format!("- {}: {} → {}", code(&to.rule), place(from), place(to)))
        .collect();
    for (name, lines) in [("Fixed", fixed), ("Moved", moved)] {
        if lines.is_empty() {
            continue;
        }
        writeln!(out, "<details><summary>{name}: {}</summary>\n", lines.len())?;
        for line in lines.iter().take(LISTED) {
            writeln!(out, "{line}")?;
        }
        if lines.len() > LISTED {
            writeln!(out, "- … and {} more.", lines.len() - LISTED)?;
        }
        writeln!(out, "\n</details>\n")?;
    }
    Ok(())
}

fn row(run: &Run, group: &Group<'_>) -> String {
    let result = group.first;
    let place = explain::place(run, result);
    let title = explain::rule(run, result).map_or("", |rule| &rule.title);
    let advice = explain::first_paragraph(explain::remediation(run, result));
    let note = explain::accepted(result).map(|note| format!(" ({note})")).unwrap_or_default();
    format!(
        "| {} | {}<br>{} | {}<br>{} | {} | {} |\n",
        status(group),
        code(&format!("{}:{}", place.path, place.start.line)),
        code(&group.address_line(3)),
        plain(title),
        code(explain::rule_id(run, result)),
        plain(&format!("{}{note}", explain::why(run, result))),
        plain(&advice),
    )
}

fn status(group: &Group<'_>) -> String {
    let result = group.first;
    let word = match result.verdict {
        Verdict::Indeterminate => format!("undecided ({})", result.severity),
        Verdict::Error => "policy error".to_owned(),
        _ => result.severity.to_string(),
    };
    match (&result.waiver, &result.suppression) {
        (Some(_), _) => format!("~~{word}~~ waived"),
        (None, Some(_)) => format!("~~{word}~~ suppressed"),
        (None, None) if result.baseline.is_some() => format!("~~{word}~~ known"),
        (None, None) => word,
    }
}

fn figures(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let (seen, parsed, failed, excluded) = run.file_counts();
    let (counts, tally) = (&run.counts, Tally::of(run));
    let blocks = outcome::Blocks::of(run);
    let fenced = match blocks.seen {
        0 => String::new(),
        _ => format!("Fenced blocks: {}. ", blocks.figures()),
    };
    writeln!(
        out,
        "Files: {seen} seen = {parsed} parsed + {failed} failed + {excluded} excluded. {fenced}\
         Resources: {}. Evaluations: {} = {} pass + {} fail + {} indeterminate + {} not \
         applicable + {} error. Accepted: {}.",
        run.resources.len(),
        counts.total(),
        counts.pass,
        counts.fail,
        counts.indeterminate,
        counts.not_applicable,
        counts.error,
        tally.accepted()
    )
}

fn not_read(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let lost: Vec<_> = run.diagnostics.iter().filter(|item| item.loss != Loss::Nothing).collect();
    if lost.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Not read\n")?;
    for item in lost.iter().take(FAULTS) {
        let place = item.span.map_or_else(String::new, |span| {
            let (start, _) = run.sources.positions(span);
            format!(":{}:{}", start.line, start.column)
        });
        let path = code(&format!("{}{place}", item.path));
        let lost =
            if item.lost.is_empty() { String::new() } else { format!("; lost: {}", item.lost) };
        writeln!(out, "- {path}: {}", plain(&format!("{}{lost}", item.message)))?;
    }
    if lost.len() > FAULTS {
        writeln!(out, "- … and {} more.", lost.len() - FAULTS)?;
    }
    Ok(())
}

/// A text whose every sign stands for itself, apart from code in backticks.
fn plain(text: &str) -> String {
    let text = safe::line(text);
    let text = safe::cut(&text, CELL);
    let mut plain = String::with_capacity(text.len() + 16);
    for (index, piece) in text.split('`').enumerate() {
        // Between two backticks, where a second one follows, is code.
        if index % 2 == 1 && index < text.matches('`').count() {
            plain.push_str(&code(piece));
        } else {
            if index % 2 == 1 {
                plain.push_str("\\`");
            }
            escape(piece, &mut plain);
        }
    }
    plain
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A mention would notify whomever a scanned file names.
            '@' => out.push_str("&#64;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
}

/// A text as code, in HTML: a code span in a table cell cannot hold a bar or a backtick safely.
fn code(text: &str) -> String {
    let text = safe::line(text);
    let text = super::markup::escaped(&safe::cut(&text, CELL)).into_owned();
    let special = |text: String, (sign, entity): (&str, &str)| text.replace(sign, entity);
    let marks = [
        ("|", "&#124;"),
        ("`", "&#96;"),
        ("*", "&#42;"),
        ("_", "&#95;"),
        ("[", "&#91;"),
        ("@", "&#64;"),
        ("~", "&#126;"),
    ];
    format!("<code>{}</code>", marks.into_iter().fold(text, special))
}

#[cfg(test)]
mod tests {
    use super::{code, plain};

    #[test]
    fn nothing_of_an_input_is_markup() {
        for (text, expected) in [
            ("a | b", "a \\| b"),
            ("set `a_b = 1` now", "set <code>a&#95;b = 1</code> now"),
            ("odd ` tick", "odd \\` tick"),
            ("[x](http://e) @all <img>", "\\[x\\](http://e) &#64;all &lt;img&gt;"),
        ] {
            assert_eq!(plain(text), expected);
        }
        assert_eq!(code("a|`b`<c>"), "<code>a&#124;&#96;b&#96;&lt;c&gt;</code>");
    }
}
