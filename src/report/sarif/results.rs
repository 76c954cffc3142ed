//! Results as SARIF writes them.
//!
//! In: the results that a log is to hold. Out: one SARIF result each, built when it is written.
//! Never here: choosing them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde::{Serialize, Serializer};
use serde_json::json;
use serde_sarif::sarif::{CodeFlow, Location, Message, ResultKind, ResultLevel, Suppression};

use super::limits::Groups;
use super::line_hash::{LineHash, line_hashes};
use super::{flows, location};
use crate::finding::{RuleResult, Run, UnknownCause, Verdict};
use crate::model::{FileId, Str};
use crate::policy::Severity;
use crate::report::explain::{self, Place};
use crate::report::merge::Group;
use crate::report::safe;

/// Characters of a text that an input or a policy decides the length of.
const TEXT: usize = 800;

/// Instances that a merged result lists.
const INSTANCES: usize = 20;

/// The results of a log.
pub(super) struct Results<'a> {
    run: &'a Run,
    groups: Groups<'a>,
    /// Only of the last few files, as results come sorted by file.
    files: RefCell<HashMap<FileId, Rc<File>>>,
}

/// What the results of one file share.
struct File {
    uri: String,
    hashes: Vec<LineHash>,
}

/// A result as the log holds it: borrowed, because a log may hold a million. What few results have
/// is of the crate's types.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<CodeFlow>,
    kind: ResultKind,
    level: ResultLevel,
    locations: [Primary<'a>; 1],
    message: Text<'a>,
    partial_fingerprints: Prints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    rule_id: &'a str,
    rule_index: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Prints<'a> {
    #[serde(rename = "primaryLocationLineHash", skip_serializing_if = "Option::is_none")]
    line: Option<LineHash>,
    #[serde(rename = "provost/v1")]
    own: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Primary<'a> {
    logical_locations: Vec<Logical<'a>>,
    physical_location: Physical<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    end_column: u32,
    end_line: u32,
    start_column: u32,
    start_line: u32,
}

impl<'a> Results<'a> {
    /// Results to write.
    pub(super) fn new(run: &'a Run, groups: Groups<'a>) -> Self {
        Self { run, groups, files: RefCell::default() }
    }

    fn file(&self, file: FileId) -> Rc<File> {
        let mut files = self.files.borrow_mut();
        if files.len() > 16 && !files.contains_key(&file) {
            files.clear();
        }
        let read = || {
            let source = self.run.sources.get(file);
            Rc::new(File {
                uri: location::uri(self.run.sources.path(file)),
                hashes: source.map(|source| line_hashes(&source.text)).unwrap_or_default(),
            })
        };
        files.entry(file).or_insert_with(read).clone()
    }

    fn finding<'r>(
        &'r self,
        group: &'r Group<'_>,
        place: &Place<'_>,
        file: &'r File,
    ) -> Finding<'r> {
        let (run, result) = (self.run, group.first);
        let (kind, level) = kind_and_level(result);
        let related = related(run, result);
        let line = (place.start.line as usize).saturating_sub(1);
        let logical =
            |address: &'r Str| Logical { fully_qualified_name: address, kind: "resource" };
        Finding {
            code_flows: flows::of(run, result),
            kind,
            level,
            locations: [Primary {
                logical_locations: match group.rest.as_slice() {
                    [] => vec![logical(&result.address)],
                    _ => group.addresses().into_iter().take(INSTANCES).map(logical).collect(),
                },
                physical_location: Physical {
                    artifact_location: Artifact { uri: &file.uri },
                    region: Region {
                        end_column: place.end.column,
                        end_line: place.end.line,
                        start_column: place.start.column,
                        start_line: place.start.line,
                    },
                },
            }],
            message: Text { text: message(run, group, &related).into() },
            partial_fingerprints: Prints {
                line: file.hashes.get(line).copied(),
                own: &result.fingerprint,
            },
            related_locations: related,
            rule_id: explain::rule_id(run, result),
            rule_index: result.rule,
            suppressions: suppressions(run, result),
        }
    }
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;
        let mut list = serializer.serialize_seq(None)?;
        self.groups.try_each(|group| {
            let place = explain::place(self.run, group.first);
            let file = self.file(place.span.file);
            list.serialize_element(&self.finding(group, &place, &file))
        })?;
        list.end()
    }
}

fn kind_and_level(result: &RuleResult) -> (ResultKind, ResultLevel) {
    let level = match result.severity {
        Severity::Critical | Severity::High => ResultLevel::Error,
        Severity::Medium => ResultLevel::Warning,
        Severity::Low | Severity::Info => ResultLevel::Note,
    };
    match result.verdict {
        Verdict::Fail => (ResultKind::Fail, level),
        Verdict::Indeterminate => (ResultKind::Open, ResultLevel::None),
        Verdict::Pass => (ResultKind::Pass, ResultLevel::None),
        // Errors are notifications and never come here.
        Verdict::NotApplicable | Verdict::Error => (ResultKind::NotApplicable, ResultLevel::None),
    }
}

/// A first sentence that stands alone, then the instances, then where open values are declared.
fn message(run: &Run, group: &Group<'_>, related: &[Location]) -> String {
    let why = explain::why(run, group.first);
    let why = if why.is_empty() {
        explain::rule(run, group.first).map_or("", |rule| &rule.title)
    } else {
        &why
    };
    let mut text = sentence(&safe::cut(&safe::line(why), TEXT));
    if !group.rest.is_empty()
        && let addresses = group.addresses()
        && addresses.len() > 1
    {
        let stem = common_stem(&addresses);
        let keys: Vec<_> = addresses
            .iter()
            .take(INSTANCES)
            .map(|address| safe::cut(address.get(stem..).unwrap_or(address), 80))
            .collect();
        text.push_str(&format!(" {} instances: {}", addresses.len(), keys.join(", ")));
        text.push_str(if addresses.len() > INSTANCES { " and more." } else { "." });
    }
    let links: Vec<_> = related
        .iter()
        .zip(declared(group.first))
        .filter_map(|(location, cause)| {
            let name = safe::cut(&cause.name, 100).replace(['[', ']', '\\'], "_");
            Some(format!("[{name}]({})", location.id?))
        })
        .collect();
    if !links.is_empty() {
        text.push_str(&format!(" Declared: {}.", links.join(", ")));
    }
    text
}

/// A text with a capital and a full stop. What would read as a link of SARIF's is parted, and a
/// name of code at the start stays as it is written.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let first_word = text.split(' ').next().unwrap_or_default();
    let mut characters = text.chars();
    let mut sentence = String::with_capacity(text.len() + 8);
    if first_word.chars().all(char::is_alphabetic)
        && let Some(first) = characters.next()
    {
        sentence.extend(first.to_uppercase());
    }
    sentence.push_str(characters.as_str());
    if sentence.contains("](") {
        sentence = sentence.replace("](", "] (");
    }
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

/// Where the keys of instances begin: after what all addresses share, up to a bracket.
fn common_stem(addresses: &[&Str]) -> usize {
    let Some((first, rest)) = addresses.split_first() else { return 0 };
    let shared =
        |other: &&Str| first.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let shared = rest.iter().map(shared).min().unwrap_or(0);
    first.get(..shared).and_then(|stem| stem.rfind('[')).unwrap_or(0)
}

/// The open values of a result that are declared in what was read.
fn declared(result: &RuleResult) -> impl Iterator<Item = &UnknownCause> {
    result.unknown.iter().filter(|cause| cause.declared_at.is_some()).take(5)
}

/// Where the values that a result depends on are declared; the message links to them by id.
fn related(run: &Run, result: &RuleResult) -> Vec<Location> {
    declared(result)
        .zip(1..)
        .filter_map(|(cause, id)| {
            let span = cause.declared_at?;
            let region = run.sources.positions(span);
            let mut location = location::location(run.sources.path(span.file), Some(region));
            location.id = Some(id);
            let name = safe::cut(&cause.name, 100);
            let text = format!("`{name}` has no value.");
            location.message = Some(Message::builder().text(text).build());
            Some(location)
        })
        .collect()
}

fn suppressions(run: &Run, result: &RuleResult) -> Vec<Suppression> {
    let mut list = Vec::new();
    if let Some(waiver) = &result.waiver {
        let ticket =
            if waiver.ticket.is_empty() { String::new() } else { format!(", {}", waiver.ticket) };
        let text = format!(
            "{} (requested by {}, approved by {}{ticket}, until {})",
            safe::cut(&waiver.reason, TEXT / 2),
            waiver.requested_by,
            waiver.approved_by,
            waiver.expires
        );
        list.push(
            Suppression::builder()
                .kind(json!("external"))
                .status(json!("accepted"))
                .justification(text)
                .build(),
        );
    }
    if let Some(comment) = &result.suppression {
        let region = run.sources.positions(comment.span);
        let place = location::location(run.sources.path(comment.span.file), Some(region));
        let mut suppression = Suppression::builder()
            .kind(json!("inSource"))
            .status(json!("accepted"))
            .location(place)
            .build();
        suppression.justification =
            (!comment.reason.is_empty()).then(|| safe::cut(&comment.reason, TEXT / 2).into_owned());
        list.push(suppression);
    }
    if let Some(baseline) = &result.baseline {
        let text = format!(
            "known on {}, until {} (owner {})",
            baseline.created,
            baseline.expires,
            safe::cut(&baseline.owner, 200)
        );
        list.push(
            Suppression::builder()
                .kind(json!("external"))
                .status(json!("accepted"))
                .justification(text)
                .build(),
        );
    }
    list
}
