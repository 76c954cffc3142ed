//! Results as SARIF writes them.
//!
//! In: the results that a log is to hold. Out: one SARIF result each, built when it is written.
//! Never here: choosing them.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer};
use serde_json::json;
use serde_sarif::sarif::{
    Location, LogicalLocation, Message, Result as Finding, ResultKind, ResultLevel, Suppression,
};

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
    groups: Vec<Group<'a>>,
    /// Line hashes by file. Only of the last few files, as results come sorted by file.
    hashes: RefCell<HashMap<FileId, Vec<LineHash>>>,
}

impl<'a> Results<'a> {
    /// Results to write.
    pub(super) fn new(run: &'a Run, groups: Vec<Group<'a>>) -> Self {
        Self { run, groups, hashes: RefCell::default() }
    }

    fn line_hash(&self, file: FileId, line: u32) -> Option<LineHash> {
        let source = self.run.sources.get(file)?;
        let mut hashes = self.hashes.borrow_mut();
        if hashes.len() > 16 && !hashes.contains_key(&file) {
            hashes.clear();
        }
        let lines = hashes.entry(file).or_insert_with(|| line_hashes(&source.text));
        lines.get((line as usize).saturating_sub(1)).copied()
    }

    fn finding(&self, group: &Group<'_>) -> Finding {
        let (run, result) = (self.run, group.first);
        let place = explain::place(run, result);
        let (kind, level) = kind_and_level(result);
        let mut prints = BTreeMap::new();
        if let Some(hash) = self.line_hash(place.span.file, place.start.line) {
            prints.insert("primaryLocationLineHash".to_owned(), hash.to_string());
        }
        prints.insert("provost/v1".to_owned(), result.fingerprint.clone());
        let related = related(run, result);
        let mut finding = Finding::builder()
            .rule_id(explain::rule_id(run, result))
            .rule_index(i64::try_from(result.rule).unwrap_or(-1))
            .kind(kind)
            .level(level)
            .message(Message::builder().text(message(run, group, &related)).build())
            .locations(vec![primary(group, &place)])
            .partial_fingerprints(prints)
            .build();
        finding.related_locations = (!related.is_empty()).then_some(related);
        let flows = flows::of(run, result);
        finding.code_flows = (!flows.is_empty()).then_some(flows);
        let suppressions = suppressions(run, result);
        finding.suppressions = (!suppressions.is_empty()).then_some(suppressions);
        finding
    }
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.groups.iter().map(|group| self.finding(group)))
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
    let addresses = group.addresses();
    if addresses.len() > 1 {
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
    let text = text.trim().replace("](", "] (");
    let first_word = text.split(' ').next().unwrap_or_default();
    let mut sentence = if first_word.chars().all(char::is_alphabetic) {
        let mut characters = text.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(characters).collect()
    } else {
        text
    };
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

fn primary(group: &Group<'_>, place: &Place<'_>) -> Location {
    let logical = |address: &&Str| {
        LogicalLocation::builder().fully_qualified_name(&***address).kind("resource").build()
    };
    let mut location = location::location(place.path, Some((place.start, place.end)));
    location.logical_locations =
        Some(group.addresses().iter().take(INSTANCES).map(logical).collect());
    location
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
    list
}
