//! Baselines: failures that were there when somebody looked, so that a scan fails only on new ones.
//!
//! In: a run, or the text of a baseline file. Out: the file's text, or a validated [`Baseline`] that
//! marks what it knows. A known result keeps its verdict, and nobody has accepted it: in the history
//! it stays open. Past its `expires` day a baseline knows nothing, and what became graver is not
//! known either.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::quoted::quoted;
use super::{BaselineUse, Fingerprint, RuleResult, Run, Verdict};
use crate::model::{Date, Severity};
use crate::policy::Rule;

/// A baseline file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}: {message}")]
pub struct BaselineError {
    /// The file.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// What was known on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The day.
    pub created: Date,
    /// Up to and including this day it counts.
    pub expires: Date,
    /// Who answers for it.
    pub owner: String,
    /// Why it is there, possibly empty.
    pub reason: String,
    /// Failures, by rule and fingerprint.
    pub findings: BTreeMap<(String, Fingerprint), Known>,
}

/// A known failure. Address and file are for the reader: a fingerprint knows better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Severity that it had.
    pub severity: Severity,
    /// Address.
    pub address: String,
    /// Path of the file.
    pub file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    created: String,
    expires: String,
    owner: String,
    #[serde(default)]
    reason: String,
    findings: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    fingerprint: String,
    severity: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    file: String,
}

impl Baseline {
    /// Of the open failures of a run.
    ///
    /// # Errors
    /// A fault in the days or the owner.
    pub fn of(
        run: &Run,
        (created, expires): (Date, Date),
        owner: &str,
        reason: &str,
    ) -> Result<Self, String> {
        let mut findings = BTreeMap::new();
        for result in run.results.iter().filter(|result| result.is_open_failure()) {
            let rule = run.rules.get(result.rule).map_or("", |rule| &*rule.id);
            let known = Known {
                severity: result.severity,
                address: result.address.to_string(),
                file: run.sources.path(result.span.file).to_owned(),
            };
            findings.insert((rule.to_owned(), result.fingerprint), known);
        }
        let (owner, reason) = (owner.to_owned(), reason.to_owned());
        Self { created, expires, owner, reason, findings }.checked()
    }

    /// Reads a baseline file.
    ///
    /// # Errors
    /// The first fault, with its line: an unknown key, a day that is none, no owner, an entry that
    /// is there twice.
    pub fn parse(path: &str, text: &str) -> Result<Self, BaselineError> {
        let fault =
            |line: usize, message: String| BaselineError { path: path.into(), line, message };
        let file: File = serde_yaml::from_str(text).map_err(|error| {
            fault(error.location().map_or(1, |place| place.line()), error.to_string())
        })?;
        if file.version != 1 {
            let message = format!("version {} is not known; this is version 1", file.version);
            return Err(fault(1, message));
        }
        let line_of = |part: &str| text.lines().position(|own| own.contains(part)).unwrap_or(0) + 1;
        let day = |name: &str, text: &str| {
            text.parse::<Date>().map_err(|message| fault(line_of(&format!("{name}:")), message))
        };
        let mut findings = BTreeMap::new();
        for Entry { rule, fingerprint, severity, address, file } in file.findings {
            // Looked for only when there is something to say of it.
            let at = |message| fault(line_of(&fingerprint), message);
            let Some(print) = Fingerprint::parse(&fingerprint) else {
                return Err(at(format!("`{fingerprint}` is not 32 hex digits")));
            };
            let severity = severity.parse().map_err(at)?;
            let known = Known { severity, address, file };
            if findings.insert((rule, print), known).is_some() {
                return Err(at("a finding is there twice".into()));
            }
        }
        let baseline = Self {
            created: day("created", &file.created)?,
            expires: day("expires", &file.expires)?,
            owner: file.owner,
            reason: file.reason,
            findings,
        };
        baseline.checked().map_err(|message| fault(line_of("expires:"), message))
    }

    fn checked(self) -> Result<Self, String> {
        if self.owner.trim().is_empty() {
            return Err("`owner` is empty: somebody answers for a baseline".into());
        }
        if self.expires < self.created {
            let (created, expires) = (self.created, self.expires);
            return Err(format!("it expires on {expires}, before it was created on {created}"));
        }
        Ok(self)
    }

    /// Whether it counts on a day.
    pub fn is_active(&self, today: Date) -> bool {
        (self.created..=self.expires).contains(&today)
    }

    /// Marks the failures that it knows and that nobody accepted otherwise.
    pub fn mark(&self, results: &mut [RuleResult], rules: &[Rule], today: Date) {
        if !self.is_active(today) {
            return;
        }
        for result in results.iter_mut() {
            if result.verdict != Verdict::Fail || result.is_accepted() {
                continue;
            }
            let Some(rule) = rules.get(result.rule) else { continue };
            let key = (rule.id.to_string(), result.fingerprint);
            let known = self.findings.get(&key);
            result.baseline = known
                .filter(|known| known.severity >= result.severity)
                .map(|_| Box::new(self.used()));
        }
    }

    fn used(&self) -> BaselineUse {
        BaselineUse {
            created: self.created.to_string(),
            expires: self.expires.to_string(),
            owner: self.owner.clone(),
        }
    }

    /// The file: a line a finding, so that a change of it is easy to read.
    pub fn text(&self) -> String {
        let mut out = String::from(
            "# Failures that were known on a day: a scan with --baseline does not fail on them.\n\
             # Made by `provost baseline create`; lines may be deleted, and nothing should be added.\n",
        );
        let Self { created, expires, owner, reason, findings } = self;
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "version: 1\ncreated: {created}\nexpires: {expires}\nowner: {}\nreason: {}\nfindings:",
            quoted(owner),
            quoted(reason)
        );
        out.push_str(if findings.is_empty() { " []\n" } else { "\n" });
        for ((rule, fingerprint), known) in findings {
            let _ = writeln!(
                out,
                "  - {{ rule: {rule}, fingerprint: \"{fingerprint}\", severity: {}, address: {}, \
                 file: {} }}",
                known.severity.name(),
                quoted(&known.address),
                quoted(&known.file)
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
version: 1
created: 2026-11-01
expires: 2027-02-01
owner: payments@example.org
findings:
  - { rule: a, fingerprint: \"00112233445566778899aabbccddeeff\", severity: high }
";

    #[test]
    fn what_is_written_is_read() {
        let mut baseline = Baseline::parse("b.yaml", GOOD).unwrap();
        for name in ["it's \"x\"\n", "a: b # c", "\u{1b}[0m\u{85}é", "- x"] {
            baseline.owner = format!("{name}!");
            for known in baseline.findings.values_mut() {
                known.address = name.to_owned();
            }
            assert_eq!(Baseline::parse("b.yaml", &baseline.text()).unwrap(), baseline);
        }
        baseline.findings.clear();
        assert_eq!(Baseline::parse("b.yaml", &baseline.text()).unwrap(), baseline);
    }

    #[test]
    fn faults_name_their_line() {
        for (from, to, wanted) in [
            ("owner:", "ower:", "unknown field `ower`"),
            ("payments@example.org", "' '", "`owner` is empty"),
            ("2027-02-01", "2026-02-01", "b.yaml:3: it expires on 2026-02-01, before"),
            ("2026-11-01", "soon", "b.yaml:2: `soon` is not a day"),
            ("version: 1", "version: 2", "b.yaml:1: version 2 is not known"),
            ("aabbccddeeff", "aabbccddeef", "b.yaml:6: `00112233445566778899aabbccddeef` is not"),
            ("severity: high", "severity: grave", "b.yaml:6: "),
            ("severity: high", "severity: high, until: x", "unknown field `until`"),
        ] {
            let message =
                Baseline::parse("b.yaml", &GOOD.replace(from, to)).unwrap_err().to_string();
            assert!(message.contains(wanted), "{message}");
        }
        let twice = format!("{GOOD}{}\n", GOOD.lines().last().unwrap());
        let message = Baseline::parse("b.yaml", &twice).unwrap_err().to_string();
        assert!(message.contains("twice"), "{message}");
    }

    #[test]
    fn it_counts_from_its_first_day_to_its_last() {
        let baseline = Baseline::parse("b.yaml", GOOD).unwrap();
        for (day, wanted) in [
            ("2026-10-31", false),
            ("2026-11-01", true),
            ("2027-02-01", true),
            ("2027-02-02", false),
        ] {
            assert_eq!(baseline.is_active(day.parse().unwrap()), wanted, "{day}");
        }
    }
}
