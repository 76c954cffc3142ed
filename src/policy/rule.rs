//! A rule: one policy's identity and metadata.

use std::fmt;
use std::str::FromStr;

use crate::model::Str;

/// How bad a failure is. Ordered: `Critical` is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Minor.
    Low,
    /// Should be mended.
    Medium,
    /// Must be mended soon.
    High,
    /// Must be mended now.
    Critical,
}

impl Severity {
    /// All, from the worst.
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Info];

    /// Lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|severity| severity.name() == text).ok_or_else(|| {
            format!("unknown severity `{text}`; one of critical, high, medium, low, info")
        })
    }
}

/// Where a policy's text came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicySource {
    /// Built into the binary.
    Library,
    /// A file of the user's.
    File,
}

/// A rule and everything that reports say of it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `aws-rds-storage-encrypted`: the policy's path in kebab case. Never changes.
    pub id: Str,
    /// Rego package: `provost.aws.rds.storage_encrypted`.
    pub package: Str,
    /// One line that names the good state: `RDS instance storage is encrypted`.
    pub title: Str,
    /// A paragraph: what it looks at and why it matters.
    pub description: Str,
    /// Severity of a failure.
    pub severity: Severity,
    /// Topic: `encryption at rest`, `container hardening` …
    pub category: Str,
    /// Types it judges; `workload` and `pipeline` stand for any resource with that view.
    pub resources: Vec<Str>,
    /// How to mend a failure, for a reader who has the file open. Markdown.
    pub remediation: Str,
    /// Ids of the same rule in other scanners.
    pub aliases: Vec<Str>,
    /// Links to the facts.
    pub references: Vec<Str>,
    /// Default parameters: a JSON object.
    pub params: serde_json::Value,
    /// Where it came from.
    pub source: PolicySource,
    /// Path of the policy file, as reported.
    pub path: Str,
    /// Text of the policy.
    pub text: Str,
    /// Framework → criteria, from every pack that maps this rule: sorted.
    pub controls: Vec<(Str, Vec<Str>)>,
}
