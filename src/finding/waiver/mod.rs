//! Waivers: accepted risk, with an owner, an approver and an end.
//!
//! In: a validated waiver file, and a day. Out: what is [`InForce`] on that day: it marks the results
//! that it covers, and tells what of it concerns a resource. A waived result keeps its verdict. Past
//! its `expires` day a waiver covers nothing: the finding counts again.

mod cover;
mod expired;
mod pattern;
mod read;
mod write;

use std::collections::BTreeMap;

use super::{RuleResult, WaiverUse};
use crate::model::Date;
use crate::policy::Rule;
pub use cover::{Cover, InForce};
pub use read::WaiverError;

/// A validated waiver file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waivers {
    list: Vec<Waiver>,
    /// The 1-based line on which each begins.
    lines: Vec<usize>,
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

impl Waivers {
    /// All waivers in file order, with how each stands on a day.
    pub fn iter(&self, today: Date) -> impl Iterator<Item = (&Waiver, State)> {
        self.list.iter().map(move |waiver| (waiver, waiver.state(today)))
    }

    /// What holds on a day, of some rules.
    pub fn in_force(&self, today: Date, rules: &[Rule]) -> InForce {
        let active = self.list.iter().filter(|waiver| waiver.state(today) == State::Active);
        InForce::new(active, rules)
    }
}

impl Waiver {
    /// How it stands on a day.
    pub fn state(&self, today: Date) -> State {
        match () {
            () if today > self.expires => State::Expired,
            () if today < self.created => State::Pending,
            () => State::Active,
        }
    }

    /// Whether it waives a rule, by whatever name.
    pub fn waives(&self, rule: &Rule) -> bool {
        match &self.subject {
            Subject::Rule(id) => {
                *rule.id == **id || rule.aliases.iter().any(|alias| **alias == **id)
            }
            Subject::Control(pack, id) => rule
                .controls
                .iter()
                .any(|(name, ids)| **name == **pack && ids.iter().any(|own| **own == **id)),
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
