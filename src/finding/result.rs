//! One rule over one resource.

use std::sync::Arc;

use super::Fingerprint;
use crate::model::{Path, ResourceId, Span, Step, Str};
use crate::policy::Severity;

/// The five results of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The rule is violated, whatever is unknown.
    Fail,
    /// It depends on a value that the configuration leaves open.
    Indeterminate,
    /// The policy itself failed: nothing is known.
    Error,
    /// The rule is satisfied, whatever is unknown.
    Pass,
    /// The rule has nothing to say about this resource.
    NotApplicable,
}

impl Verdict {
    /// Name as in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Indeterminate => "indeterminate",
            Self::Error => "error",
            Self::Pass => "pass",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// A value that a result depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCause {
    /// As a user would write it: `var.kms_key`.
    pub name: Str,
    /// Where it is declared, when that was read.
    pub declared_at: Option<Span>,
}

/// A suppression comment that covers a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Where the comment stands.
    pub span: Span,
    /// Reason given, possibly empty.
    pub reason: String,
}

/// A waiver that covers a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverUse {
    /// Reason given.
    pub reason: String,
    /// Who asked.
    pub requested_by: String,
    /// Who approved.
    pub approved_by: String,
    /// Ticket, possibly empty.
    pub ticket: String,
    /// Day after which it no longer counts, `YYYY-MM-DD`.
    pub expires: String,
}

/// A baseline that covers a result: it was known on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineUse {
    /// Day on which the baseline was made, `YYYY-MM-DD`.
    pub created: String,
    /// Day after which it no longer counts.
    pub expires: String,
    /// Who answers for it.
    pub owner: String,
}

/// One rule over one resource, or one violation of it where there are several.
#[derive(Debug, Clone)]
pub struct RuleResult {
    /// Index into the run's rules.
    pub rule: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// Severity after the policy, the pack and the configuration had their say.
    pub severity: Severity,
    /// The resource judged.
    pub resource: ResourceId,
    /// Its address, or the address of the part of it that the finding is about.
    pub address: Str,
    /// Path of the attribute in question, from the resource's attributes.
    pub path: Arc<Path>,
    /// Narrowest place.
    pub span: Span,
    /// One sentence on this resource.
    pub message: Str,
    /// What it depends on, where it is indeterminate.
    pub unknown: Vec<UnknownCause>,
    /// Where the value in question comes from, the attribute first; empty where it is written in
    /// the attribute itself.
    pub chain: Vec<Step>,
    /// Identity that survives moves and reformatting: 32 hex digits.
    pub fingerprint: Fingerprint,
    /// Hash of everything that this verdict follows from: 64 hex digits.
    pub verdict_hash: Str,
    /// Waiver that covers it.
    pub waiver: Option<Box<WaiverUse>>,
    /// Suppression comment that covers it.
    pub suppression: Option<Box<Suppression>>,
    /// Baseline that knows it.
    pub baseline: Option<Box<BaselineUse>>,
}

impl RuleResult {
    /// Whether it is waived, suppressed or known, and so counts for nothing but itself.
    pub fn is_accepted(&self) -> bool {
        self.waiver.is_some() || self.suppression.is_some() || self.baseline.is_some()
    }

    /// Whether it counts against the exit code: a failure that nobody accepted or knew.
    pub fn is_open_failure(&self) -> bool {
        self.verdict == Verdict::Fail && !self.is_accepted()
    }
}
