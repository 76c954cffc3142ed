//! Accepted risk: every waiver that runs of the period knew, and every suppression in use.
//!
//! In: the evidence. Out: an [`Acceptance`] each, with who asked, who approved, and what it was used
//! for. A waiver that was never used is listed too.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::evidence::Evidence;
use crate::finding::waiver::{Scope, State as Standing, Subject, Waiver, Waivers};
use crate::history::Life;
use crate::model::Date;

/// A waiver or a suppression.
#[derive(Debug, Default)]
pub struct Acceptance {
    /// `waiver` or `suppression`.
    pub kind: String,
    /// Rule or criterion; for a suppression the rules that it was used for.
    pub subject: String,
    /// Where it holds.
    pub scope: String,
    /// Who asked.
    pub requested_by: String,
    /// Who approved.
    pub approved_by: String,
    /// Why.
    pub reason: String,
    /// Ticket.
    pub ticket: String,
    /// What protects in the meantime.
    pub compensating_control: String,
    /// From this day on.
    pub created: String,
    /// Up to this day.
    pub expires: String,
    /// How it stood at the period's end: `active`, `expired`, `pending`, or nothing.
    pub state: &'static str,
    /// Findings that it covered in a run of the period.
    pub findings: BTreeSet<String>,
    /// Numbers of those runs.
    pub runs: BTreeSet<i64>,
}

/// All, waivers first.
pub fn acceptances(evidence: &Evidence) -> Vec<Acceptance> {
    let (mut list, waivers) = declared(evidence);
    let mapped = evidence.mapped();
    let mut others: BTreeMap<(String, String), Acceptance> = BTreeMap::new();
    for life in evidence.lives.iter().filter(|life| mapped.contains(life.rule.as_str())) {
        if life.events.iter().all(|event| event.acceptance.is_none()) {
            continue;
        }
        for run in evidence.period() {
            let Some(event) = life.at(run.order()).filter(|event| event.state.is_accepted()) else {
                continue;
            };
            let Some((kind, body)) = &event.acceptance else { continue };
            if !run.looks_at(&life.repository, &life.rule, &event.file) {
                continue;
            }
            let at = (kind == "waiver")
                .then(|| best(evidence, &waivers, body, life, &event.address))
                .flatten();
            let own = match at.and_then(|at| list.get_mut(at)) {
                Some(own) => own,
                None => others
                    .entry((kind.clone(), body.to_string()))
                    .or_insert_with(|| undeclared(kind, body)),
            };
            own.findings.insert(life.fingerprint.clone());
            own.runs.insert(run.id);
            if own.scope.is_empty() && !own.subject.split(' ').any(|rule| rule == life.rule) {
                own.subject = format!("{} {}", own.subject, life.rule).trim().to_owned();
            }
        }
    }
    list.extend(others.into_values());
    list
}

/// Waivers of the files that runs of the period recorded, once each.
fn declared(evidence: &Evidence) -> (Vec<Acceptance>, Vec<Waiver>) {
    let today = Date::of_epoch(evidence.question.to);
    let mut list = Vec::new();
    let mut waivers: Vec<Waiver> = Vec::new();
    for key in evidence.period().flat_map(|run| &run.contents).filter(|key| key.0 == "waivers") {
        let Some(body) = evidence.contents.get(key) else { continue };
        let Ok(parsed) = Waivers::parse(&key.1, body, |_| true) else { continue };
        for (waiver, standing) in parsed.iter(today) {
            if waivers.contains(waiver) {
                continue;
            }
            waivers.push(waiver.clone());
            list.push(of_waiver(waiver, standing));
        }
    }
    (list, waivers)
}

fn of_waiver(waiver: &Waiver, standing: Standing) -> Acceptance {
    Acceptance {
        kind: "waiver".into(),
        subject: match &waiver.subject {
            Subject::Rule(id) => id.clone(),
            Subject::Control(framework, id) => format!("{framework}/{id}"),
        },
        scope: match &waiver.scope {
            Scope::Address(text) => format!("address {text}"),
            Scope::Path(text) => format!("path {text}"),
            Scope::Fingerprint(text) => format!("fingerprint {text}"),
        },
        requested_by: waiver.requested_by.clone(),
        approved_by: waiver.approved_by.clone(),
        reason: waiver.reason.clone(),
        ticket: waiver.ticket.clone(),
        compensating_control: waiver.compensating_control.clone(),
        created: waiver.created.to_string(),
        expires: waiver.expires.to_string(),
        state: match standing {
            Standing::Active => "active",
            Standing::Expired => "expired",
            Standing::Pending => "pending",
        },
        ..Acceptance::default()
    }
}

fn undeclared(kind: &str, body: &Value) -> Acceptance {
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Acceptance {
        kind: kind.into(),
        requested_by: text("requested_by"),
        approved_by: text("approved_by"),
        reason: text("reason"),
        ticket: text("ticket"),
        created: text("created"),
        expires: text("expires"),
        compensating_control: text("compensating_control"),
        ..Acceptance::default()
    }
}

/// The waiver that an acceptance came from: the one that says the same and fits best.
fn best(
    evidence: &Evidence,
    waivers: &[Waiver],
    body: &Value,
    life: &Life,
    address: &str,
) -> Option<usize> {
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
    let same = |waiver: &Waiver| {
        waiver.reason == text("reason")
            && waiver.requested_by == text("requested_by")
            && waiver.approved_by == text("approved_by")
            && waiver.ticket == text("ticket")
            && waiver.expires.to_string() == text("expires")
    };
    let fit = |waiver: &Waiver| {
        let subject = match &waiver.subject {
            Subject::Rule(id) => *id == life.rule,
            Subject::Control(framework, id) => {
                *framework == evidence.question.framework
                    && evidence.controls_of(&life.rule).contains(&id.as_str())
            }
        };
        let scope = match &waiver.scope {
            Scope::Address(own) => address.starts_with(own.split('*').next().unwrap_or_default()),
            Scope::Fingerprint(own) => *own == life.fingerprint,
            Scope::Path(_) => true,
        };
        (subject, scope)
    };
    let candidates = waivers.iter().enumerate().filter(|(_, waiver)| same(waiver));
    // Of equals the first: files are read in the order of the runs.
    candidates.rev().max_by_key(|(_, waiver)| fit(waiver)).map(|(index, _)| index)
}
