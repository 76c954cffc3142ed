//! `provost history admissions`, and what other commands of the history say of admissions.

use std::io::{self, Write};

use provost::history::{Admission, Store, moment};
use serde_json::{Value, json};

use super::UsageError;
use super::args::ListFormat;
use super::exit::Exit;
use super::history::args::AdmissionArgs;
use super::history::{open, plain};

/// Lists admissions, the latest first.
pub fn run(arguments: &AdmissionArgs) -> anyhow::Result<Exit> {
    let store = open(&arguments.store)?;
    let since = time("--since", arguments.since.as_deref(), moment::start_of)?;
    let until = time("--until", arguments.until.as_deref(), |day| moment::start_of(day) + 86_399)?;
    let (since, until) = (since.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX));
    let mut list: Vec<Admission> = store
        .admissions()?
        .into_iter()
        .filter(|own| !arguments.denied || own.outcome == "denied")
        .filter(|own| arguments.address.as_ref().is_none_or(|text| own.address.contains(text)))
        .filter_map(|own| own.within(since, until))
        .collect();
    list.sort_by_key(|own| std::cmp::Reverse((own.last(), own.id)));
    let mut out = io::stdout().lock();
    if arguments.format == ListFormat::Json {
        let list: Vec<Value> = list.iter().map(value).collect();
        let value = json!({ "version": 1, "admissions": list });
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(Exit::Clean);
    }
    writeln!(
        out,
        "{:>7}  {:20}  {:>8}  {:8}  {:7}  object",
        "number", "last time", "requests", "operation", "outcome"
    )?;
    for own in &list {
        writeln!(
            out,
            "{:>7}  {:20}  {:>8}  {:9}  {:7}  {}",
            format!("a{}", own.id),
            moment::shown(own.last()),
            own.count(),
            own.operation,
            own.outcome,
            plain(&own.address),
        )?;
    }
    Ok(Exit::Clean)
}

/// A day's first second, or a moment.
fn time(
    flag: &str,
    text: Option<&str>,
    of_day: impl Fn(provost::model::Date) -> i64,
) -> Result<Option<i64>, UsageError> {
    let Some(text) = text else { return Ok(None) };
    match text.parse() {
        Ok(day) => Ok(Some(of_day(day))),
        Err(_) => moment::parse(text).map(Some).ok_or_else(|| {
            let what = "a day as 2026-11-01, or a moment as 2026-11-01T12:00:00Z";
            UsageError(format!("{flag}: `{text}` is not {what}"))
        }),
    }
}

/// Prints one admission, by its number.
pub fn show(store: &Store, number: i64, format: ListFormat) -> anyhow::Result<Exit> {
    let found = store.admissions()?.into_iter().find(|own| own.id == number);
    let own = found.ok_or_else(|| UsageError(format!("there is no admission a{number}")))?;
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        writeln!(out, "{}", serde_json::to_string_pretty(&value(&own))?)?;
        return Ok(Exit::Clean);
    }
    writeln!(out, "admission   a{} of {}", own.id, plain(&own.address))?;
    writeln!(
        out,
        "door        {}, {} ({})",
        plain(&own.door.cluster),
        own.door.manner,
        own.door.tool
    )?;
    for pack in &own.door.packs {
        writeln!(
            out,
            "pack        {} {} {}",
            plain(&pack.name),
            plain(&pack.version),
            pack.digest
        )?;
    }
    writeln!(out, "asked       {} {} times", own.operation, own.count())?;
    writeln!(out, "first       {}", moment::shown(own.first()))?;
    writeln!(out, "last        {}", moment::shown(own.last()))?;
    writeln!(out, "outcome     {}", own.outcome)?;
    writeln!(out, "hash        {}", own.verdict_hash)?;
    for finding in own.findings.iter() {
        let more = match finding.places {
            1 => String::new(),
            places => format!(" and {} more", places - 1),
        };
        writeln!(
            out,
            "\n{:8}  {:13}  {}\n  at {}{more}",
            finding.severity,
            finding.state.name(),
            plain(&finding.rule),
            plain(&finding.path)
        )?;
        if let Some(waiver) = &finding.waiver {
            let text =
                |key: &str| plain(waiver.get(key).and_then(Value::as_str).unwrap_or_default());
            let (until, by) = (text("expires"), text("approved_by"));
            writeln!(out, "  waived until {until} by {by}: {}", text("reason"))?;
        }
    }
    Ok(Exit::Clean)
}

/// The number in `a12`.
pub fn number(name: &str) -> Option<i64> {
    name.strip_prefix('a')?.parse().ok()
}

/// What `history list` says of admissions, where there are any: sums by cluster and day.
pub fn days(store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
    let days = store.admission_days()?;
    if days.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "{:10}  {:>8}  {:>8}  {:>8}  {:>8}  {:>8}  {:>10}  cluster",
        "admissions", "requests", "allowed", "warned", "denied", "new", "not stored"
    )?;
    for ((cluster, day), own) in &days {
        let [allowed, warned, denied] = own.requests;
        let cluster = plain(cluster.strip_prefix("cluster ").unwrap_or(cluster));
        writeln!(
            out,
            "{:10}  {:>8}  {allowed:>8}  {warned:>8}  {denied:>8}  {:>8}  {:>10}  {cluster}",
            day.to_string(),
            own.total(),
            own.new,
            own.missed,
        )?;
    }
    Ok(())
}

/// The same in JSON.
pub fn days_json(store: &Store) -> anyhow::Result<Value> {
    let days = store.admission_days()?;
    let day = |((cluster, day), own): (&(String, provost::model::Date), &provost::history::Day)| {
        let [allowed, warned, denied] = own.requests;
        json!({ "cluster": cluster.strip_prefix("cluster ").unwrap_or(cluster),
            "day": day.to_string(), "requests": own.total(), "allowed": allowed, "warned": warned,
            "denied": denied, "new": own.new, "not_stored": own.missed })
    };
    Ok(Value::Array(days.iter().map(day).collect()))
}

fn value(own: &Admission) -> Value {
    let findings: Vec<Value> = own
        .findings
        .iter()
        .map(|found| {
            json!({ "rule": found.rule, "state": found.state.name(), "severity": found.severity,
                "places": found.places, "path": found.path, "waiver": found.waiver })
        })
        .collect();
    let packs: Vec<Value> = own
        .door
        .packs
        .iter()
        .map(|pack| json!({ "name": pack.name, "version": pack.version, "digest": pack.digest }))
        .collect();
    json!({
        "admission": own.id, "first": moment::shown(own.first()),
        "last": moment::shown(own.last()), "requests": own.count(),
        "cluster": own.door.cluster.strip_prefix("cluster ").unwrap_or(&own.door.cluster),
        "operation": own.operation, "kind": own.kind, "address": own.address,
        "outcome": own.outcome, "verdict_hash": own.verdict_hash, "manner": own.door.manner,
        "tool": own.door.tool, "packs": packs, "findings": findings,
    })
}
