//! What a package is made from: everything that the history holds on a framework and a period.
//!
//! In: what [`gather`](super::gather) read. Out: questions that every part of the package asks:
//! which runs are in the period, what a file held in a run, what a rule was called. Never here:
//! reading the store, the clock or a file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::finding::Counts;
use crate::history::admission::Door;
use crate::history::{Admission, BodyFinding, Context, Entry, Excerpts, Life, RuleRow, Status};
use crate::policy::{Pack, Severity};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Question {
    /// Name of the framework's pack.
    pub framework: String,
    /// First second of the period.
    pub from: i64,
    /// Last second of the period.
    pub to: i64,
    /// Longest time between two runs that is no gap, in seconds.
    pub frequency: i64,
    /// Resources drawn for each criterion.
    pub samples: usize,
    /// Text that the draw depends on, besides the population.
    pub seed: String,
    /// Days within which a failure is to be mended, by severity.
    pub limits: BTreeMap<Severity, i64>,
}

/// Everything that a package says.
#[derive(Debug)]
pub struct Evidence {
    /// What was asked.
    pub question: Question,
    /// When the package was made, in seconds since 1970.
    pub generated: i64,
    /// Name and version of the tool that makes the package.
    pub tool: String,
    /// The mapping of criteria to rules.
    pub pack: Pack,
    /// Its text.
    pub pack_text: String,
    /// Where it came from.
    pub pack_origin: String,
    /// Every run of the store, by time.
    pub runs: Vec<RunFacts>,
    /// What runs look at, by number.
    pub streams: BTreeMap<i64, Stream>,
    /// Contents of files, by number.
    pub states: HashMap<i64, FileBody>,
    /// Lines of files, by number.
    pub excerpts: HashMap<i64, Excerpts>,
    /// Findings of the whole store.
    pub lives: Vec<Life>,
    /// Rules as they were, by number.
    pub rules: BTreeMap<i64, RuleRow>,
    /// Texts that runs judged by, by kind, name and digest.
    pub contents: BTreeMap<(String, String, String), String>,
    /// The ledger, entry by entry.
    pub ledger: Vec<Entry>,
    /// Contents of files as they were written, by their SHA-256.
    pub bodies: BTreeMap<String, String>,
    /// What doors judged, whenever it was.
    pub admissions: Vec<Admission>,
    /// By what they judged, and what they missed.
    pub doors: Vec<std::sync::Arc<Door>>,
}

/// A run.
#[derive(Debug, Clone)]
pub struct RunFacts {
    /// Number.
    pub id: i64,
    /// When.
    pub time: i64,
    /// Number of its stream.
    pub stream: i64,
    /// Whose files.
    pub repository: String,
    /// Commit.
    pub revision: Option<String>,
    /// Files that were not as the commit holds them.
    pub modified: Option<i64>,
    /// Where the run's log is.
    pub job: Option<String>,
    /// Whether everything that should have been judged was.
    pub complete: bool,
    /// Files: parsed, failed, excluded.
    pub files: [i64; 3],
    /// Resources: pass, fail, waived, not assessed.
    pub resources: [i64; 4],
    /// Evaluations by verdict.
    pub evaluations: Counts,
    /// Hash over the population.
    pub population: String,
    /// Tool, command, roots, packs, rules.
    pub context: Context,
    /// Keys of the texts that it judged by.
    pub contents: Vec<(String, String, String)>,
    /// Rules by id, with the number of their content.
    pub rules: BTreeMap<String, i64>,
    /// Faults: file, line, message.
    pub faults: Vec<(String, u64, String)>,
}

/// What runs look at: their files, with what became of each.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// Files by path, each with its changes in order.
    pub files: BTreeMap<String, Vec<FileChange>>,
}

/// What holds of a file from a run on.
#[derive(Debug, Clone)]
pub struct FileChange {
    /// The run.
    pub run: i64,
    /// `parsed`, `failed`, `excluded`, `gone`.
    pub outcome: String,
    /// Format, or why it was left out.
    pub detail: String,
    /// Number of its content.
    pub state: Option<i64>,
    /// Number of its excerpts.
    pub excerpt: Option<i64>,
}

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct FileBody {
    /// Resources, in order.
    pub resources: Vec<Held>,
    /// Findings.
    pub findings: Vec<BodyFinding>,
}

/// A resource as it was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Format.
    pub format: String,
    /// Type.
    pub kind: String,
    /// Address.
    pub address: String,
    /// What became of it, over all rules.
    pub status: Status,
    /// Verdict hash.
    pub verdict_hash: String,
    /// Verdict of each rule.
    pub outcomes: Vec<(std::sync::Arc<str>, Outcome)>,
}

/// A rule over a resource, as an auditor counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Violated, and nobody accepted it.
    Fail,
    /// Violated, and accepted by a waiver or a suppression.
    Waived,
    /// It could not be decided: a value is open, or the policy failed.
    Undecided,
    /// Satisfied.
    Pass,
    /// The rule has nothing to say.
    NotApplicable,
}

impl Outcome {
    /// Name in the package.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Waived => "waived",
            Self::Undecided => "undecided",
            Self::Pass => "pass",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Evidence {
    /// Runs of the period, by time.
    pub fn period(&self) -> impl DoubleEndedIterator<Item = &RunFacts> {
        let Question { from, to, .. } = self.question;
        self.runs.iter().filter(move |run| (from..=to).contains(&run.time))
    }

    /// Ids of the rules that the mapping names.
    pub fn mapped(&self) -> BTreeSet<&str> {
        self.pack.controls.iter().flat_map(|control| &control.rules).map(String::as_str).collect()
    }

    /// Criteria that a rule gives evidence for, in the mapping's order.
    pub fn controls_of(&self, rule: &str) -> Vec<&str> {
        let serves = |control: &&crate::policy::Control| control.rules.iter().any(|id| id == rule);
        self.pack.controls.iter().filter(serves).map(|control| control.id.as_str()).collect()
    }

    /// The last content of a rule among the runs up to the end of the period.
    pub fn rule(&self, id: &str) -> Option<&RuleRow> {
        let upto = self.runs.iter().rev().filter(|run| run.time <= self.question.to);
        let row = upto.filter_map(|run| run.rules.get(id)).next()?;
        self.rules.get(row)
    }

    /// A rule's title, or its id.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        let meta = self.rule(id).and_then(|rule| rule.meta.get("title"));
        meta.and_then(serde_json::Value::as_str).unwrap_or(id)
    }
}

impl RunFacts {
    /// Its place among the runs.
    pub fn order(&self) -> (i64, i64) {
        (self.time, self.id)
    }

    /// Whether the run would have reported a rule's finding in a file.
    pub fn looks_at(&self, repository: &str, rule: &str, file: &str) -> bool {
        self.repository == repository
            && self.rules.contains_key(rule)
            && covers(&self.context.roots, file)
    }
}

impl Stream {
    /// What held of a file at the end of a run; `None` where it was not there.
    pub fn at<'a>(&'a self, path: &str, run: i64) -> Option<&'a FileChange> {
        at(self.files.get(path)?, run)
    }
}

/// What held of a file at the end of a run, by its changes in order.
pub fn at(changes: &[FileChange], run: i64) -> Option<&FileChange> {
    let after = changes.partition_point(|change| change.run <= run);
    let change = changes.get(after.checked_sub(1)?)?;
    (change.outcome != "gone").then_some(change)
}

/// Whether one of these roots is, or is above, a path.
pub fn covers(roots: &[String], path: &str) -> bool {
    roots.iter().any(|root| {
        let below = path.strip_prefix(root.as_str());
        root == "." || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
