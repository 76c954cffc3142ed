//! One self-contained page.
//!
//! In: a run. Out: HTML with its style inside, without scripts, fonts or anything else from
//! elsewhere: the verdict, figures, findings by file with their source lines. Never here: markup
//! out of a scanned file.

use std::io::{self, Write};

use super::excerpt::excerpt;
use super::markup::escaped;
use super::merge::Group;
use super::outcome::{self, Mood, Tally};
use super::{ReportOptions, chain, explain, merge};
use crate::finding::{Run, Verdict};

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--soft:#8882}\
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}\
h2{font-size:1.05rem;border-bottom:1px solid var(--line);margin-top:2.5rem;overflow-wrap:anywhere}\
.verdict{padding:.75rem 1rem;border-left:.4rem solid;font-weight:600}\
.good{border-color:#2a8a3e}.doubtful{border-color:#c98a00}.bad{border-color:#c62828}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{opacity:.7}dd{margin:0}\
article{margin:1.25rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.4rem}\
article h3{font-size:1rem;margin:0}article p{margin:.4rem 0;overflow-wrap:anywhere}\
.tag{display:inline-block;padding:0 .5rem;border-radius:.25rem;color:#fff;background:#555;\
font-size:.85rem}.critical{background:#7f1d1d}.high{background:#c62828}.medium{background:#b45309}\
.low{background:#0e7490}.accepted{opacity:.65}\
pre{background:var(--soft);padding:.5rem;overflow-x:auto;border-radius:.25rem}\
mark{background:none;color:inherit;border-bottom:2px solid #c62828}";

/// Writes the page.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let (mood, sentence) = outcome::closing(run, options);
    let class = match mood {
        Mood::Good => "good",
        Mood::Doubtful => "doubtful",
        Mood::Bad => "bad",
    };
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<title>Provost report</title>\n<style>{STYLE}</style>\n</head>\n<body>")?;
    writeln!(out, "<h1>Provost report</h1>")?;
    writeln!(out, "<p class=\"verdict {class}\">{}</p>", escaped(&sentence))?;
    figures(run, out)?;
    not_read(run, out)?;
    let mut groups =
        merge::groups(run, run.results.iter().filter(|result| explain::is_finding(result)));
    groups.sort_by_key(|group| {
        let span = explain::span(run, group.first);
        (run.sources.path(span.file), span.start)
    });
    let mut file = None;
    for group in &groups {
        let span = explain::span(run, group.first);
        if file != Some(span.file) {
            file = Some(span.file);
            writeln!(out, "<h2>{}</h2>", escaped(run.sources.path(span.file)))?;
        }
        finding(run, group, out)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn figures(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let (seen, parsed, failed, excluded) = run.file_counts();
    let (counts, tally) = (&run.counts, Tally::of(run));
    let blocks = outcome::Blocks::of(run);
    let packs: Vec<_> =
        run.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
    let rows = [
        ("Files", format!("{seen} seen = {parsed} parsed + {failed} failed + {excluded} excluded")),
        ("Fenced blocks", blocks.figures()),
        ("Left out", blocks.reasons().join("; ")),
        ("Resources", run.resources.len().to_string()),
        (
            "Evaluations",
            format!(
                "{} = {} pass + {} fail + {} indeterminate + {} not applicable + {} error",
                counts.total(),
                counts.pass,
                counts.fail,
                counts.indeterminate,
                counts.not_applicable,
                counts.error
            ),
        ),
        ("Open failures", format!("{} {}", tally.failures(), bracketed(&tally.by_severity()))),
        ("Accepted", tally.accepted()),
        ("Judged by", format!("{} rules {}", run.rules.len(), bracketed(&packs.join(", ")))),
    ];
    writeln!(out, "<dl>")?;
    let documents = |name: &str| !matches!(name, "Fenced blocks" | "Left out");
    for (name, text) in rows.into_iter().filter(|(name, _)| documents(name) || blocks.seen > 0) {
        writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escaped(text.trim()))?;
    }
    writeln!(out, "</dl>")
}

fn bracketed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("({text})") }
}

fn not_read(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    if run.diagnostics.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Faults of inputs</h2>\n<ul>")?;
    for item in &run.diagnostics {
        let place = item.span.map_or_else(String::new, |span| {
            let (start, _) = run.sources.positions(span);
            format!(":{}:{}", start.line, start.column)
        });
        let lost =
            if item.lost.is_empty() { String::new() } else { format!("; lost: {}", item.lost) };
        let text = format!("{}{lost}", item.message);
        let path = format!("{}{place}", item.path);
        writeln!(out, "<li><code>{}</code>: {}</li>", escaped(&path), escaped(&text))?;
    }
    writeln!(out, "</ul>")
}

fn finding(run: &Run, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    let result = group.first;
    let place = explain::place(run, result);
    let rule = explain::rule(run, result);
    let accepted = explain::accepted(result);
    let word = match result.verdict {
        Verdict::Indeterminate => format!("undecided ({})", result.severity),
        Verdict::Error => "policy error".to_owned(),
        _ => result.severity.to_string(),
    };
    let class = if result.verdict == Verdict::Fail { result.severity.name() } else { "" };
    let article = if accepted.is_some() { "article class=\"accepted\"" } else { "article" };
    writeln!(
        out,
        "<{article}>\n<h3><span class=\"tag {class}\">{word}</span> {}</h3>",
        escaped(rule.map_or("", |rule| &rule.title))
    )?;
    writeln!(
        out,
        "<p><code>{}</code> at <code>{}</code>, line {}</p>",
        escaped(explain::rule_id(run, result)),
        escaped(&group.address_line(5)),
        place.start.line
    )?;
    source_line(run, group, out)?;
    let advice = explain::first_paragraph(explain::remediation(run, result));
    let paragraphs = [
        ("From", chain::line(run, result).into()),
        ("Why", explain::why(run, result)),
        ("Fix", advice.into()),
        ("Note", accepted.unwrap_or_default().into()),
    ];
    for (name, text) in paragraphs {
        if !text.is_empty() {
            writeln!(out, "<p><strong>{name}:</strong> {}</p>", escaped(&text))?;
        }
    }
    writeln!(out, "</article>")
}

fn source_line(run: &Run, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    let span = explain::span(run, group.first);
    let shown = run.sources.get(span.file).and_then(|source| excerpt(source, span, 160));
    let Some(shown) = shown else { return Ok(()) };
    let (before, marked, after) = shown.parts();
    writeln!(
        out,
        "<pre>{} | {}<mark>{}</mark>{}</pre>",
        shown.line,
        escaped(before),
        escaped(marked),
        escaped(after)
    )
}
