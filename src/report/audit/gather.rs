//! Evidence out of a store.
//!
//! In: an open store and a question. Out: the [`Evidence`], of one moment of the store: what others
//! record meanwhile is not in it. A store whose ledger is not whole gives none.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::evidence::{Evidence, FileBody, FileChange, Held, Outcome, Question, RunFacts, Stream};
use crate::history::{Body, BodyResource, Context, Fault, HistoryError, RunRow, State, Store};
use crate::policy::Pack;

/// Why there is no evidence.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The store cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The ledger does not hold.
    #[error("the history is not whole ({0}); no evidence is made of it")]
    NotWhole(Fault),
    /// Nothing to map by.
    #[error("{0}")]
    NoPack(String),
}

/// The mapping to report by.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The pack.
    pub pack: Pack,
    /// Its text.
    pub text: String,
    /// Where it came from.
    pub origin: String,
}

/// Reads everything that a package needs. `mapping` finds the pack, given what the last run of the
/// period was judged by: its name and text, where it was recorded.
///
/// # Errors
/// A store that cannot be read or is not whole, or no mapping.
pub fn gather(
    store: &Store,
    question: Question,
    tool: &str,
    generated: Option<i64>,
    mapping: impl FnOnce(Option<(i64, &str)>) -> Result<Mapping, String>,
) -> Result<Evidence, AuditError> {
    let mut ledger = Vec::new();
    let verified = store.entries(|entry| ledger.push(entry))?;
    if let Some(fault) = verified.fault {
        return Err(AuditError::NotWhole(fault));
    }
    let rows: Vec<RunRow> =
        store.runs()?.into_iter().filter(|run| run.id <= verified.runs).collect();
    let mut contents = BTreeMap::new();
    let mut rules = BTreeMap::new();
    let mut facts = Vec::new();
    let mut known: HashMap<(i64, i64), Known> = HashMap::new();
    for row in rows {
        let key = (row.context, row.stream);
        let own = match known.entry(key) {
            Entry::Occupied(own) => own.into_mut(),
            Entry::Vacant(place) => {
                let context = store.context(&row)?;
                let own = store.rules(&row)?;
                let names = own.iter().map(|rule| (rule.id.clone(), rule.row)).collect();
                rules.extend(own.into_iter().map(|rule| (rule.row, rule)));
                place.insert(Known { context, rules: names })
            }
        };
        facts.push(run(store, row, own, &mut contents)?);
    }
    facts.sort_by_key(|run| (run.time, run.id));
    let in_period = |run: &&RunFacts| (question.from..=question.to).contains(&run.time);
    let recorded = facts.iter().rev().filter(in_period).find_map(|run| {
        // A pack from a file is recorded by the file's name.
        let named = format!("name: {}", question.framework);
        let packs = run.contents.iter().filter(|key| key.0 == "pack");
        let mut texts = packs.filter_map(|key| Some((key, contents.get(key)?.as_str())));
        let own = texts.find(|(key, text)| {
            key.1 == question.framework || text.lines().any(|line| line.trim_end() == named)
        });
        own.map(|(_, text)| (run.id, text))
    });
    let pruned = facts.iter().filter(in_period).map(|run| run.id);
    for run in pruned {
        store.whole(&store.run(run)?)?;
    }
    let Mapping { pack, text, origin } = mapping(recorded).map_err(AuditError::NoPack)?;
    let lives = store.lives()?;
    let (streams, states) = files(store, verified.runs)?;
    let generated = generated.or_else(|| facts.iter().map(|run| run.time).max());
    Ok(Evidence {
        generated: generated.unwrap_or(question.to),
        question,
        tool: tool.to_owned(),
        pack,
        pack_text: text,
        pack_origin: origin,
        runs: facts,
        streams,
        states,
        excerpts: store.excerpts()?,
        lives,
        rules,
        contents,
        ledger,
        bodies: store.states()?,
        admissions: store.admissions()?,
        doors: store.doors()?,
    })
}

/// What runs of one context and stream share.
struct Known {
    context: Context,
    rules: BTreeMap<String, i64>,
}

type Contents = BTreeMap<(String, String, String), String>;

fn run(
    store: &Store,
    row: RunRow,
    known: &Known,
    contents: &mut Contents,
) -> Result<RunFacts, HistoryError> {
    let mut keys = Vec::new();
    let mut faults = Vec::new();
    for content in store.contents(&row)? {
        if content.kind == "diagnostics" {
            let list: Value = serde_json::from_str(&content.body).unwrap_or_default();
            faults.extend(list.as_array().into_iter().flatten().map(fault));
            continue;
        }
        let key = (content.kind, content.name, content.digest);
        contents.entry(key.clone()).or_insert(content.body);
        keys.push(key);
    }
    let (parsed, failed, excluded) = row.files;
    let (pass, fail, waived, not_assessed) = row.resources;
    Ok(RunFacts {
        id: row.id,
        time: row.time,
        stream: row.stream,
        repository: row.repository,
        revision: row.revision,
        modified: row.modified,
        job: row.job,
        complete: row.complete,
        files: [parsed, failed, excluded],
        resources: [pass, fail, waived, not_assessed],
        evaluations: row.evaluations,
        population: row.population,
        context: known.context.clone(),
        contents: keys,
        rules: known.rules.clone(),
        faults,
    })
}

fn fault(fault: &Value) -> (String, u64, String) {
    let text = |key: &str| fault.get(key).and_then(Value::as_str).unwrap_or_default();
    let lost = match text("lost") {
        "" => String::new(),
        lost => format!("; lost: {lost}"),
    };
    let line = fault.get("line").and_then(Value::as_u64).unwrap_or_default();
    (text("file").to_owned(), line, format!("{}{lost}", text("message")))
}

type FilesOfStreams = (BTreeMap<i64, Stream>, HashMap<i64, FileBody>);

fn files(store: &Store, last: i64) -> Result<FilesOfStreams, HistoryError> {
    let mut streams: BTreeMap<i64, Stream> = BTreeMap::new();
    for event in store.file_events()?.into_iter().filter(|event| event.run <= last) {
        let change = FileChange {
            run: event.run,
            outcome: event.outcome,
            detail: event.detail,
            state: event.body,
            excerpt: event.excerpt,
        };
        let stream = streams.entry(event.stream).or_default();
        stream.files.entry(event.path).or_default().push(change);
    }
    let states = store.bodies()?.into_iter().map(|(id, body)| (id, judged(body))).collect();
    Ok((streams, states))
}

/// A body with the outcome of each rule: a failure is accepted where every finding of it is.
fn judged(body: Body) -> FileBody {
    let mut open: HashSet<(usize, &str)> = HashSet::new();
    let mut accepted: HashSet<(usize, &str)> = HashSet::new();
    for found in &body.findings {
        let key = (found.resource, found.rule.as_str());
        match found.state {
            State::Open => open.insert(key),
            State::Waived | State::Suppressed => accepted.insert(key),
            _ => false,
        };
    }
    let outcome = |index: usize, rule: &str, verdict: &str| {
        let key = (index, rule);
        match verdict {
            "pass" => Outcome::Pass,
            "fail" if accepted.contains(&key) && !open.contains(&key) => Outcome::Waived,
            "fail" => Outcome::Fail,
            "not_applicable" => Outcome::NotApplicable,
            _ => Outcome::Undecided,
        }
    };
    let resources = body
        .resources
        .into_iter()
        .enumerate()
        .map(|(index, own)| {
            let BodyResource { format, kind, address, status, verdict_hash, verdicts } = own;
            let outcomes = verdicts
                .into_iter()
                .map(|(rule, verdict)| {
                    let outcome = outcome(index, &rule, verdict);
                    (rule, outcome)
                })
                .collect();
            Held { format, kind, address, status, verdict_hash, outcomes }
        })
        .collect();
    FileBody { resources, findings: body.findings }
}
