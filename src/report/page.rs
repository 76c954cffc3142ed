//! The page of one finding: why it is what it is.
//!
//! In: a result as the JSON report has it, from a run or from a saved report, and what only a run
//! knows. Out: text for people. Never here: the text of a place whose value is sensitive.

use std::io::{self, Write};

use serde_json::Value as Json;

use super::{excerpt, explain, json, safe, value};
use crate::finding::{RuleResult, Run};
use crate::model::{Source, Span, Value};

/// Columns of the labels.
const LABEL: usize = 13;
/// Characters of the value that was judged.
const VALUE: usize = 300;

/// What is told of one result.
pub struct Page<'a> {
    /// The result as the JSON report has it.
    pub entry: Json,
    /// The run that it is of; none for a saved report.
    origin: Option<(&'a Run, &'a RuleResult)>,
}

impl<'a> Page<'a> {
    /// The page of a result of a run.
    pub fn of_run(run: &'a Run, result: &'a RuleResult) -> Self {
        Self { entry: json::result(run, result), origin: Some((run, result)) }
    }

    /// The page of a result of a saved JSON report.
    pub fn of_report(entry: Json) -> Self {
        Self { entry, origin: None }
    }

    /// Writes the page.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, color: bool, out: &mut dyn Write) -> io::Result<()> {
        let title = |text: &str| match color {
            true => format!("\u{1b}[1m{text}\u{1b}[0m"),
            false => text.to_owned(),
        };
        writeln!(out, "{}\n", title(&self.text("/title")))?;
        let severity = self.text("/severity");
        self.line(out, "rule", &format!("{} ({severity})", self.text("/rule")))?;
        self.line(out, "resource", &self.text("/address"))?;
        self.line(out, "at", &at(self.entry.get("location")))?;
        self.line(out, "verdict", &self.text("/verdict"))?;
        self.line(out, "why", &self.text("/message"))?;
        if let Some(judged) = self.judged() {
            self.line(out, "value", &judged)?;
        }
        self.unknown(out)?;
        self.accepted(out)?;
        let controls = self.entry.get("controls").and_then(Json::as_object);
        for (framework, criteria) in controls.into_iter().flatten() {
            let criteria = criteria.as_array().into_iter().flatten().filter_map(Json::as_str);
            self.line(out, framework, &criteria.collect::<Vec<_>>().join(", "))?;
        }
        self.line(out, "fingerprint", &self.text("/fingerprint"))?;
        self.line(out, "verdict hash", &self.text("/verdict_hash"))?;
        let chain = self.entry.get("chain").and_then(Json::as_array);
        if let Some(chain) = chain {
            writeln!(out, "\n{}\n", title("Where the value comes from"))?;
            chain.iter().enumerate().try_for_each(|(index, step)| self.step(index, step, out))?;
        } else if let Some((run, result)) = self.origin {
            writeln!(out, "\n{}\n", title("Where it stands"))?;
            shown(run.sources.get(result.span.file), explain::span(run, result), 2, out)?;
        }
        let remediation = self.text("/remediation");
        if !remediation.is_empty() {
            writeln!(out, "\n{}\n\n{}", title("How to mend it"), safe::lines(&remediation))?;
        }
        Ok(())
    }

    fn text(&self, pointer: &str) -> String {
        self.entry.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    fn line(&self, out: &mut dyn Write, label: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        writeln!(out, "  {:<LABEL$}{}", safe::line(label), safe::line(text))
    }

    /// The attribute and its value, as far as it was judged.
    fn judged(&self) -> Option<String> {
        let value = self.value()?;
        let path = self.text("/path");
        let Some(value) = value else { return Some(format!("{path} is not set")) };
        let text = value::json(value).to_string();
        Some(format!("{path} = {}", safe::cut(&text, VALUE)))
    }

    fn value(&self) -> Option<Option<&'a Value>> {
        let (run, result) = self.origin?;
        let resource = explain::resource(run, result).filter(|_| !result.path.0.is_empty())?;
        Some(resource.attributes.at(&result.path))
    }

    fn unknown(&self, out: &mut dyn Write) -> io::Result<()> {
        let further = self.entry.get("also_unknown").and_then(Json::as_array);
        for unknown in self.entry.get("unknown").into_iter().chain(further.into_iter().flatten()) {
            let name = unknown.get("name").and_then(Json::as_str).unwrap_or_default();
            let text = match at(unknown.get("declared_at")) {
                place if place.is_empty() => name.to_owned(),
                place => format!("{name}, declared at {place}"),
            };
            self.line(out, "unknown", &text)?;
        }
        Ok(())
    }

    fn accepted(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.entry.get("waiver").is_some() {
            let ticket = self.text("/waiver/ticket");
            let ticket = if ticket.is_empty() { ticket } else { format!(", {ticket}") };
            let text = format!(
                "until {}{ticket}: {} (requested by {}, approved by {})",
                self.text("/waiver/expires"),
                self.text("/waiver/reason"),
                self.text("/waiver/requested_by"),
                self.text("/waiver/approved_by"),
            );
            self.line(out, "waived", &text)?;
        }
        if let Some(suppression) = self.entry.get("suppression") {
            let reason = self.text("/suppression/reason");
            let reason = if reason.is_empty() { "no reason given" } else { &reason };
            self.line(out, "suppressed", &format!("at {}: {reason}", at(Some(suppression))))?;
        }
        Ok(())
    }

    fn step(&self, index: usize, step: &Json, out: &mut dyn Write) -> io::Result<()> {
        let text = |key: &str| step.get(key).and_then(Json::as_str).unwrap_or_default();
        let depth = step.get("depth").and_then(Json::as_u64).unwrap_or(0);
        let indent = usize::try_from(depth).unwrap_or(0).min(20) * 2;
        let arrow = if depth == 0 { "" } else { "← " };
        let words = match (text("kind"), text("name")) {
            ("attribute" | "local" | "variable" | "output" | "resource", name) => name.to_owned(),
            (kind, "") => kind.to_owned(),
            (kind, name) => format!("{kind} {name}"),
        };
        let place = at(step.get("location"));
        let place = if place.is_empty() { place } else { format!("  {place}") };
        writeln!(out, "  {:indent$}{arrow}{}{}", "", safe::line(&words), safe::line(&place))?;
        let Some((run, result)) = self.origin else { return Ok(()) };
        // A source may hold what must not be shown.
        let hidden = self.value().flatten().is_some_and(|value| value.sensitive);
        let told = result.chain.get(index).and_then(|step| step.place);
        match told.filter(|_| !hidden || depth == 0) {
            Some(span) => shown(run.sources.get(span.file), span, indent + 4, out),
            None => Ok(()),
        }
    }
}

/// `file:line:column` of a location or a declaration.
fn at(location: Option<&Json>) -> String {
    let Some(location) = location else { return String::new() };
    let start = location.get("start").unwrap_or(location);
    let number = |key: &str| start.get(key).and_then(Json::as_u64);
    let file = location.get("file").and_then(Json::as_str).unwrap_or_default();
    match (number("line"), number("column")) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        (Some(line), None) => format!("{file}:{line}"),
        _ => file.to_owned(),
    }
}

/// The first line of a place.
fn shown(
    source: Option<&Source>,
    span: Span,
    indent: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match source.and_then(|source| excerpt::excerpt(source, span, 100)) {
        Some(shown) => {
            writeln!(out, "  {:indent$}{} | {}", "", shown.line, shown.text.trim_end())
        }
        None => Ok(()),
    }
}
