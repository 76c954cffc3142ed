//! Waivers: accepted risk, with an owner, an approver and an end.
//!
//! In: the text of a waiver file. Out: a validated [`Waivers`], which marks the results that each
//! covers. A waived result keeps its verdict. Past its `expires` day a waiver covers nothing: the
//! finding counts again.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{RuleResult, Verdict, WaiverUse};
use crate::model::{Date, Resource, Sources};
use crate::policy::Rule;

/// A waiver file that cannot be used: the caller's to mend, because a waiver that is silently
/// dropped or silently widened is worse than none.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}: {message}")]
pub struct WaiverError {
    /// The file.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// A validated waiver file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waivers {
    list: Vec<Waiver>,
}

/// One waiver.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// What it waives.
    pub subject: Subject,
    /// Where.
    pub scope: Scope,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub requested_by: String,
    /// Who approved: somebody else.
    pub approved_by: String,
    /// Ticket, possibly empty.
    pub ticket: String,
    /// What protects in the meantime, possibly empty.
    pub compensating_control: String,
    /// From this day on.
    pub created: Date,
    /// Up to and including this day.
    pub expires: Date,
}

/// What a waiver waives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A rule, by our id or another scanner's.
    Rule(String),
    /// Every rule of a criterion: framework and criterion.
    Control(String, String),
}

/// Where a waiver holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Resources of this address; without an instance key every instance; `*` stands for any text.
    Address(String),
    /// Files that match: `*` within a folder, `**` across folders.
    Path(String),
    /// One finding.
    Fingerprint(String),
}

/// How a waiver stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Active,
    /// Its time is over.
    Expired,
    /// Its time has not come.
    Pending,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    waivers: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: Option<String>,
    control: Option<String>,
    scope: ScopeEntry,
    reason: String,
    requested_by: String,
    approved_by: String,
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    compensating_control: String,
    created: String,
    expires: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeEntry {
    address: Option<String>,
    path: Option<String>,
    fingerprint: Option<String>,
}

impl Waivers {
    /// Reads a waiver file. `known` says whether a rule or criterion exists.
    ///
    /// # Errors
    /// The first fault, with its line: an unknown key, a missing one, an approver who is the
    /// requester, a day that is none, an end before the beginning, a rule that does not exist.
    pub fn parse(
        path: &str,
        text: &str,
        known: impl Fn(&Subject) -> bool,
    ) -> Result<Self, WaiverError> {
        let fault = |line: usize, message: String| WaiverError { path: path.into(), line, message };
        let file: File = serde_yaml::from_str(text).map_err(|error| {
            fault(error.location().map_or(1, |place| place.line()), error.to_string())
        })?;
        if file.version != 1 {
            return Err(fault(
                1,
                format!("version {} is not known; this is version 1", file.version),
            ));
        }
        let lines = entry_lines(text);
        let mut list = Vec::new();
        for (index, entry) in file.waivers.into_iter().enumerate() {
            let line = lines.get(index).copied().unwrap_or(1);
            let waiver = Waiver::from_entry(entry).map_err(|message| fault(line, message))?;
            if !known(&waiver.subject) {
                let message = match &waiver.subject {
                    Subject::Rule(id) => format!("there is no rule `{id}`"),
                    Subject::Control(pack, id) => format!("no rule is mapped to `{pack}/{id}`"),
                };
                return Err(fault(line, message));
            }
            list.push(waiver);
        }
        Ok(Self { list })
    }

    /// All waivers in file order, with how each stands on a day.
    pub fn iter(&self, today: Date) -> impl Iterator<Item = (&Waiver, State)> {
        self.list.iter().map(move |waiver| (waiver, waiver.state(today)))
    }

    /// Marks every failure and indeterminate result that an active waiver covers.
    pub fn apply(
        &self,
        results: &mut [RuleResult],
        resources: &[Resource],
        rules: &[Rule],
        sources: &Sources,
        today: Date,
    ) {
        let active: Vec<&Waiver> =
            self.list.iter().filter(|waiver| waiver.state(today) == State::Active).collect();
        if active.is_empty() {
            return;
        }
        for result in results {
            if !matches!(result.verdict, Verdict::Fail | Verdict::Indeterminate) {
                continue;
            }
            let Some(rule) = rules.get(result.rule) else { continue };
            let Some(resource) = resources.get(result.resource.0 as usize) else { continue };
            let path = sources.path(result.span.file);
            result.waiver = active
                .iter()
                .find(|waiver| waiver.covers(result, rule, resource, path))
                .map(|waiver| Box::new(waiver.used()));
        }
    }
}

impl Waiver {
    fn from_entry(entry: Entry) -> Result<Self, String> {
        let subject = match (entry.rule, entry.control) {
            (Some(rule), None) => Subject::Rule(rule),
            (None, Some(control)) => match control.split_once('/') {
                Some((pack, id)) => Subject::Control(pack.into(), id.into()),
                None => return Err(format!("`control: {control}` is not FRAMEWORK/CRITERION")),
            },
            _ => return Err("a waiver names either `rule` or `control`".into()),
        };
        let scope = match (entry.scope.address, entry.scope.path, entry.scope.fingerprint) {
            (Some(address), None, None) => Scope::Address(address),
            (None, Some(path), None) => Scope::Path(path),
            (None, None, Some(fingerprint)) => Scope::Fingerprint(fingerprint),
            _ => return Err("`scope` names one of `address`, `path` and `fingerprint`".into()),
        };
        if let Scope::Address(pattern) | Scope::Path(pattern) = &scope
            && pattern.matches('*').count() > 8
        {
            return Err(format!("`{pattern}` has more than 8 wildcards"));
        }
        for (name, text) in [
            ("reason", &entry.reason),
            ("requested_by", &entry.requested_by),
            ("approved_by", &entry.approved_by),
        ] {
            if text.trim().is_empty() {
                return Err(format!("`{name}` is empty"));
            }
        }
        if entry.approved_by.trim().eq_ignore_ascii_case(entry.requested_by.trim()) {
            return Err("`approved_by` must be somebody other than `requested_by`".into());
        }
        let created: Date = entry.created.parse()?;
        let expires: Date = entry.expires.parse()?;
        if expires < created {
            return Err(format!("it expires on {expires}, before it was created on {created}"));
        }
        Ok(Self {
            subject,
            scope,
            reason: entry.reason,
            requested_by: entry.requested_by,
            approved_by: entry.approved_by,
            ticket: entry.ticket,
            compensating_control: entry.compensating_control,
            created,
            expires,
        })
    }

    /// How it stands on a day.
    pub fn state(&self, today: Date) -> State {
        match () {
            () if today > self.expires => State::Expired,
            () if today < self.created => State::Pending,
            () => State::Active,
        }
    }

    fn covers(&self, result: &RuleResult, rule: &Rule, resource: &Resource, path: &str) -> bool {
        let subject = match &self.subject {
            Subject::Rule(id) => {
                *rule.id == **id || rule.aliases.iter().any(|alias| **alias == **id)
            }
            Subject::Control(pack, id) => rule
                .controls
                .iter()
                .any(|(name, ids)| **name == **pack && ids.iter().any(|own| **own == **id)),
        };
        subject
            && match &self.scope {
                Scope::Fingerprint(fingerprint) => **fingerprint == *result.fingerprint,
                Scope::Path(pattern) => matches(pattern.as_bytes(), path.as_bytes(), true),
                Scope::Address(pattern) => {
                    [&result.address, &resource.address].into_iter().any(|address| {
                        matches(pattern.as_bytes(), address.as_bytes(), false)
                            || address.strip_prefix(pattern.as_str()).is_some_and(is_instance_key)
                    })
                }
            }
    }

    /// What a result carries of it.
    fn used(&self) -> WaiverUse {
        WaiverUse {
            reason: self.reason.clone(),
            requested_by: self.requested_by.clone(),
            approved_by: self.approved_by.clone(),
            ticket: self.ticket.clone(),
            expires: self.expires.to_string(),
        }
    }
}

/// `[0]`, `["a"]`, and nothing after it.
fn is_instance_key(rest: &str) -> bool {
    rest.starts_with('[') && rest.ends_with(']') && !rest.contains("].")
}

/// Wildcards: `*` any text (with `folders`, none that crosses a `/`), `**` any text at all, and
/// `**/` also nothing. Linear in the text for each star.
fn matches(pattern: &[u8], text: &[u8], folders: bool) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return text.is_empty() };
    if *first != b'*' {
        return text
            .split_first()
            .is_some_and(|(own, text)| own == first && matches(rest, text, folders));
    }
    let (rest, crosses) = match rest.split_first() {
        Some((b'*', rest)) => (rest, true),
        _ => (rest, !folders),
    };
    if crosses
        && let Some((b'/', after)) = rest.split_first()
        && matches(after, text, folders)
    {
        return true;
    }
    let end = match crosses {
        true => text.len(),
        false => text.iter().position(|byte| *byte == b'/').unwrap_or(text.len()),
    };
    (0..=end).any(|at| text.get(at..).is_some_and(|text| matches(rest, text, folders)))
}

/// 1-based lines on which the entries of the list start.
fn entry_lines(text: &str) -> Vec<usize> {
    let mut indent = None;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let body = line.trim_start();
        if !body.starts_with("- ") && body != "-" {
            continue;
        }
        let own = line.len() - body.len();
        if *indent.get_or_insert(own) == own {
            lines.push(index + 1);
        }
    }
    lines
}

/// Uses of waivers among results: rule → how many, for reports.
pub fn uses<'r>(results: &'r [RuleResult], rules: &'r [Rule]) -> BTreeMap<&'r str, usize> {
    let mut uses = BTreeMap::new();
    for result in results.iter().filter(|result| result.waiver.is_some()) {
        if let Some(rule) = rules.get(result.rule) {
            *uses.entry(&*rule.id).or_insert(0) += 1;
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
version: 1
waivers:
  - rule: aws-s3-bucket-versioned
    scope: { address: \"aws_s3_bucket.logs\" }
    reason: a log target
    requested_by: payments@example.org
    approved_by: security@example.org
    created: 2026-11-01
    expires: 2027-02-01
";

    fn fault(text: &str) -> String {
        Waivers::parse("w.yaml", text, |_| true).unwrap_err().to_string()
    }

    #[test]
    fn the_contracts_example_is_read() {
        let waivers = Waivers::parse("w.yaml", GOOD, |_| true).unwrap();
        let states: Vec<State> = ["2026-10-31", "2027-02-01", "2027-02-02"]
            .map(|day| waivers.iter(day.parse().unwrap()).next().unwrap().1)
            .into();
        assert_eq!(states, [State::Pending, State::Active, State::Expired]);
    }

    #[test]
    fn faults_name_their_line() {
        for (from, to, wanted) in [
            ("security@", "payments@", "w.yaml:3: `approved_by` must be somebody other"),
            ("2027-02-01", "2026-02-01", "w.yaml:3: it expires on 2026-02-01, before"),
            ("2027-02-01", "2027-02-30", "w.yaml:3: `2027-02-30` is not a day"),
            ("reason: a log target", "reason: ''", "w.yaml:3: `reason` is empty"),
            (
                "rule: aws-s3-bucket-versioned",
                "control: CC6.1",
                "w.yaml:3: `control: CC6.1` is not",
            ),
            ("address:", "adress:", "unknown field `adress`"),
            ("version: 1", "version: 2", "w.yaml:1: version 2 is not known"),
        ] {
            let message = fault(&GOOD.replace(from, to));
            assert!(message.contains(wanted), "{message}");
        }
        let message = Waivers::parse("w.yaml", GOOD, |_| false).unwrap_err().to_string();
        assert_eq!(message, "w.yaml:3: there is no rule `aws-s3-bucket-versioned`");
    }

    #[test]
    fn wildcards() {
        let path = |pattern: &str, text: &str| matches(pattern.as_bytes(), text.as_bytes(), true);
        assert!(path("legacy/**", "legacy/a/b.tf"));
        assert!(path("**/main.tf", "main.tf") && path("**/main.tf", "a/b/main.tf"));
        assert!(path("a/*.tf", "a/b.tf") && !path("a/*.tf", "a/b/c.tf"));
        assert!(matches(b"module.*.aws_s3_bucket.b", b"module.x[\"k\"].aws_s3_bucket.b", false));
        assert!(is_instance_key("[\"a\"]") && !is_instance_key("[0].x"));
    }
}
