//! Rego: policies compiled once, evaluated directly over the model where everything that they read
//! is known (by regorus' virtual machine where direct evaluation does not cover the policy), and in
//! three values where it is not.
//!
//! In: a resource and the programs that its type meets. Out: a [`Judgement`] for each rule. The
//! only place that knows regorus.

pub mod direct;
mod expressions;
pub mod input;
pub mod kleene;
pub mod program;
pub mod reads;
mod scene;
pub mod unit_test;
pub mod worker;

use std::sync::Arc;

use crate::finding::UnknownCause;
use crate::model::{Path, Str};
use crate::policy::Severity;

/// What a rule says of a resource.
#[derive(Debug, Clone, PartialEq)]
pub enum Judgement {
    /// Nothing is denied.
    Pass,
    /// The rule has nothing to say.
    NotApplicable,
    /// Denied, whatever is unknown: at least one denial.
    Fail(Vec<Denial>),
    /// It depends on these; with the denial that may hold, where the policy names one.
    Indeterminate(Vec<UnknownCause>, Option<Denial>),
    /// The policy failed.
    Error(String),
}

/// One member of `deny`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Denial {
    /// What is wrong.
    pub message: Str,
    /// Where, from the attributes.
    pub path: Arc<Path>,
    /// Bytes of the file, where the policy narrows the place.
    pub span: Option<(u32, u32)>,
    /// Severity, where the policy sets one.
    pub severity: Option<Severity>,
}
