//! Reading a waiver file.
//!
//! In: its text. Out: validated [`Waivers`], or the first fault with its line. Unknown keys are
//! faults, because a key that is misspelt narrows nothing.

use serde::Deserialize;

use super::{Scope, Subject, Waiver, Waivers};
use crate::model::Date;

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

/// Longest pattern: no address or path of anybody's comes near it.
const MAX_PATTERN: usize = 1024;

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
        Ok(Self { list, lines })
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
            (None, None, Some(fingerprint)) if is_fingerprint(&fingerprint) => {
                Scope::Fingerprint(fingerprint)
            }
            (None, None, Some(text)) => {
                let message = "is not a fingerprint: 32 hex digits, as the JSON report has them";
                return Err(format!("`{}` {message}", text.chars().take(64).collect::<String>()));
            }
            _ => return Err("`scope` names one of `address`, `path` and `fingerprint`".into()),
        };
        let (Scope::Address(text) | Scope::Path(text) | Scope::Fingerprint(text)) = &scope;
        match text.len() {
            0 => return Err("the scope is empty, and so covers nothing".into()),
            long if long > MAX_PATTERN => {
                return Err(format!("the scope is longer than {MAX_PATTERN} bytes"));
            }
            _ => {}
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
}

/// Anything else covers nothing, in lower case as the reports write it.
fn is_fingerprint(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
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

#[cfg(test)]
mod tests {
    use super::super::State;
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
            ("aws_s3_bucket.logs", "", "w.yaml:3: the scope is empty"),
            ("address: \"aws_s3_bucket.logs\"", "fingerprint: zz", "w.yaml:3: `zz` is not a fing"),
            ("version: 1", "version: 2", "w.yaml:1: version 2 is not known"),
        ] {
            let message = fault(&GOOD.replace(from, to));
            assert!(message.contains(wanted), "{message}");
        }
        let message = Waivers::parse("w.yaml", GOOD, |_| false).unwrap_err().to_string();
        assert_eq!(message, "w.yaml:3: there is no rule `aws-s3-bucket-versioned`");
    }
}
