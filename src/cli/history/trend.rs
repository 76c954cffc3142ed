//! `provost history trend`: findings over time, of everything or of some criteria.

use std::collections::BTreeSet;
use std::io::{self, Write};

use provost::config::spelling;
use provost::history::trend::{Point, Turns};
use provost::history::{State, Store, moment};
use provost::policy::{Library, Pack};
use serde_json::{Value, json};

use super::args::{TrendArgs, TrendFormat};
use crate::cli::UsageError;
use crate::cli::exit::Exit;

/// Severities, worst first.
const SEVERITIES: [&str; 5] = ["critical", "high", "medium", "low", "info"];

/// Names of the numbers of a line, in order.
const NUMBERS: [&str; 12] = [
    "critical",
    "high",
    "medium",
    "low",
    "info",
    "waived",
    "suppressed",
    "indeterminate",
    "error",
    "introduced",
    "fixed",
    "reopened",
];

/// Findings that lines are of: those of a criterion's rules, or all.
struct Subject {
    /// `soc2/CC6.1`.
    name: String,
    rules: BTreeSet<String>,
}

/// A run, for a subject.
struct Line<'a> {
    point: &'a Point,
    subject: Option<&'a str>,
    /// Where something was pruned it is not known.
    numbers: Option<[i64; 12]>,
}

/// Counts and prints.
pub fn run(arguments: &TrendArgs, store: &Store) -> anyhow::Result<Exit> {
    let subjects = subjects(arguments)?;
    let (from, to) = (bound("from", &arguments.from)?, bound("to", &arguments.to)?);
    let points = store.trend()?;
    let within = |point: &&Point| {
        from.is_none_or(|(start, _)| point.run.time >= start)
            && to.is_none_or(|(_, end)| point.run.time <= end)
    };
    let mut lines = Vec::new();
    for point in points.iter().filter(within) {
        if subjects.is_empty() {
            lines.push(Line { point, subject: None, numbers: numbers(point, None) });
        }
        for subject in &subjects {
            let numbers = numbers(point, Some(&subject.rules));
            lines.push(Line { point, subject: Some(&subject.name), numbers });
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    match arguments.format {
        TrendFormat::Table => table(&lines, &mut out)?,
        TrendFormat::Csv => csv(&lines, &mut out)?,
        TrendFormat::Json => {
            let list: Vec<Value> = lines.iter().map(Line::json).collect();
            let value = json!({ "version": 1, "trend": list });
            writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// First and last second of a day, or a moment twice.
fn bound(option: &str, text: &Option<String>) -> anyhow::Result<Option<(i64, i64)>> {
    let Some(text) = text else { return Ok(None) };
    let end = moment::parse(text).ok_or_else(|| {
        UsageError(format!("--{option}: `{text}` is no day as 2026-11-01, and no moment"))
    })?;
    let start = text.parse().map_or(end, moment::start_of);
    Ok(Some((start, end)))
}

fn subjects(arguments: &TrendArgs) -> anyhow::Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    if let Some(name) = &arguments.framework {
        let (pack, _) = Library::pack(name)?;
        subjects.extend(pack.controls.iter().map(|own| Subject {
            name: format!("{}/{}", pack.name, own.id),
            rules: own.rules.iter().cloned().collect(),
        }));
    }
    for text in &arguments.control {
        let (name, id) = text.split_once('/').ok_or_else(|| {
            UsageError(format!("--control: `{text}` is not FRAMEWORK/ID, such as soc2/CC6.1"))
        })?;
        let (pack, _) = Library::pack(name)?;
        let own = pack.controls.iter().find(|own| own.id == id);
        let own = own.ok_or_else(|| UsageError(no_control(text, id, &pack)))?;
        subjects.push(Subject { name: text.clone(), rules: own.rules.iter().cloned().collect() });
    }
    Ok(subjects)
}

fn no_control(text: &str, id: &str, pack: &Pack) -> String {
    let known = pack.controls.iter().map(|own| own.id.as_str());
    let hint = match spelling::nearest(id, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`provost pack show {}` lists them", pack.name),
    };
    format!("--control: `{text}` is no criterion that rules give evidence for; {hint}")
}

fn numbers(point: &Point, rules: Option<&BTreeSet<String>>) -> Option<[i64; 12]> {
    let wanted = |rule: &str| rules.is_none_or(|rules| rules.contains(rule));
    let mut open = [0; 5];
    let mut other = [0; 4];
    for ((rule, severity, state), count) in point.findings.as_ref()? {
        if !wanted(rule) {
            continue;
        }
        let slot = match state {
            State::Open => SEVERITIES
                .iter()
                .position(|own| own == severity)
                .and_then(|index| open.get_mut(index)),
            State::Waived => other.get_mut(0),
            State::Suppressed => other.get_mut(1),
            State::Indeterminate => other.get_mut(2),
            State::Error | State::Fixed => other.get_mut(3),
        };
        if let Some(slot) = slot {
            *slot += count;
        }
    }
    let mut turns = Turns::default();
    for (_, own) in point.turns.iter().filter(|(rule, _)| wanted(rule)) {
        turns.introduced += own.introduced;
        turns.fixed += own.fixed;
        turns.reopened += own.reopened;
    }
    let [critical, high, medium, low, info] = open;
    let [waived, suppressed, indeterminate, error] = other;
    let Turns { introduced, fixed, reopened } = turns;
    Some([
        critical,
        high,
        medium,
        low,
        info,
        waived,
        suppressed,
        indeterminate,
        error,
        introduced,
        fixed,
        reopened,
    ])
}

impl Line<'_> {
    fn resources(&self) -> i64 {
        let (pass, fail, waived, open) = self.point.run.resources;
        pass + fail + waived + open
    }

    fn json(&self) -> Value {
        let run = &self.point.run;
        let mut value = json!({
            "run": run.id, "time": moment::shown(run.time), "repository": run.repository,
            "revision": run.revision, "complete": run.complete, "resources": self.resources(),
            "pruned": self.numbers.is_none(),
        });
        if let Some(object) = value.as_object_mut() {
            if let Some(subject) = self.subject {
                object.insert("control".into(), subject.into());
            }
            let numbers = self.numbers.map(|numbers| NUMBERS.into_iter().zip(numbers));
            object
                .extend(numbers.into_iter().flatten().map(|(name, own)| (name.into(), own.into())));
        }
        value
    }
}

fn table(lines: &[Line<'_>], out: &mut dyn Write) -> io::Result<()> {
    let width = lines.iter().filter_map(|line| line.subject).map(str::len).max();
    let subject = |text: &str| width.map_or_else(String::new, |width| format!("  {text:width$}"));
    writeln!(
        out,
        "{:>5}  {:20}{}  {:>9}  {:>8} {:>5} {:>6} {:>5} {:>5}  {:>6} {:>11}  {:>4} {:>5} {:>6}",
        "run",
        "time",
        subject("control"),
        "resources",
        "critical",
        "high",
        "medium",
        "low",
        "info",
        "waived",
        "not decided",
        "new",
        "fixed",
        "again"
    )?;
    for line in lines {
        let run = &line.point.run;
        let name = subject(line.subject.unwrap_or_default());
        write!(
            out,
            "{:>5}  {:20}{name}  {:>9}",
            run.id,
            moment::shown(run.time),
            line.resources()
        )?;
        let Some(numbers) = line.numbers else {
            writeln!(out, "  what it held was pruned")?;
            continue;
        };
        let [critical, high, medium, low, info, waived, suppressed, open, error, new, fixed, again] =
            numbers;
        let note = if run.complete { "" } else { "  (incomplete)" };
        writeln!(
            out,
            "  {critical:>8} {high:>5} {medium:>6} {low:>5} {info:>5}  {:>6} {:>11}  {new:>4} \
             {fixed:>5} {again:>6}{note}",
            waived + suppressed,
            open + error,
        )?;
    }
    Ok(())
}

fn csv(lines: &[Line<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut columns =
        vec!["run", "time", "repository", "revision", "complete", "control", "resources"];
    columns.extend(NUMBERS);
    provost::report::csv::row(&columns, out)?;
    for line in lines {
        let run = &line.point.run;
        let mut cells = vec![
            run.id.to_string(),
            moment::shown(run.time),
            run.repository.clone(),
            run.revision.clone().unwrap_or_default(),
            if run.complete { "yes" } else { "no" }.to_owned(),
            line.subject.unwrap_or_default().to_owned(),
            line.resources().to_string(),
        ];
        match line.numbers {
            Some(numbers) => cells.extend(numbers.iter().map(i64::to_string)),
            None => cells.extend(NUMBERS.map(|_| String::new())),
        }
        provost::report::csv::row(&cells.iter().map(String::as_str).collect::<Vec<_>>(), out)?;
    }
    Ok(())
}
