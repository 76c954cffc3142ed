//! A rule: one policy's identity and metadata.

use super::annotation::OnUnknown;
use crate::model::{Resource, Severity, Str};

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
    /// What a result is that depends on an open value.
    pub on_unknown: OnUnknown,
    /// Where it came from.
    pub source: PolicySource,
    /// Path of the policy file, as reported.
    pub path: Str,
    /// Text of the policy.
    pub text: Str,
    /// Framework → criteria, from every pack that maps this rule: sorted.
    pub controls: Vec<(Str, Vec<Str>)>,
}

impl Rule {
    /// Whether it judges such a resource: by its type, or by a view that it has.
    pub fn judges(&self, resource: &Resource) -> bool {
        self.resources.iter().any(|name| match &**name {
            "workload" => resource.workload.is_some(),
            "pipeline" => resource.pipeline.is_some(),
            name => *name == *resource.kind,
        })
    }
}
