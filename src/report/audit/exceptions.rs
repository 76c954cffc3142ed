//! Exceptions: every violation of a mapped rule that stood at some time of the period.
//!
//! In: the evidence. Out: an [`Exception`] for each time that a finding stood, with when it was
//! introduced, detected and fixed. A violation from before the period that was still there in it is
//! one; what happened after the period is not looked at. Nothing is left out because it is mended.

use std::collections::HashMap;

use super::evidence::{Evidence, RunFacts};
use crate::history::{Event, Life, State};

/// A violation, from its first sight to its end.
#[derive(Debug)]
pub struct Exception<'e> {
    /// Fingerprint, and which time it is that the finding stands: `…#1`.
    pub id: String,
    /// The finding.
    pub life: &'e Life,
    /// Criteria that its rule gives evidence for.
    pub controls: Vec<&'e str>,
    /// Last run before, that looked and did not report it.
    pub clear: Option<&'e RunFacts>,
    /// First run that reported anything of it.
    pub introduced: &'e RunFacts,
    /// First run that reported a violation.
    pub detected: &'e RunFacts,
    /// Last run of the period or before that reported it.
    pub seen: &'e RunFacts,
    /// Run that looked and did not report it any more.
    pub fixed: Option<&'e RunFacts>,
    /// What held last.
    pub event: &'e Event,
    /// How it stood at the period's end.
    pub state: &'static str,
    /// From detection to the fix, or to the period's end, in seconds.
    pub age: i64,
}

impl Exception<'_> {
    /// Whether it was a violation at the period's end that nobody accepted.
    pub fn is_open(&self) -> bool {
        matches!(self.state, "open" | "undecided")
    }

    /// Days, rounded down.
    pub fn days(&self) -> i64 {
        self.age / 86_400
    }
}

/// All, by detection, rule and fingerprint.
pub fn exceptions(evidence: &Evidence) -> Vec<Exception<'_>> {
    let runs: HashMap<i64, &RunFacts> = evidence.runs.iter().map(|run| (run.id, run)).collect();
    let mut controls: HashMap<&str, Vec<&str>> = HashMap::new();
    for control in &evidence.pack.controls {
        for rule in &control.rules {
            controls.entry(rule).or_default().push(&control.id);
        }
    }
    let mut found = Vec::new();
    for life in &evidence.lives {
        if let Some(controls) = controls.get(life.rule.as_str()) {
            episodes(evidence, &runs, life, controls, &mut found);
        }
    }
    found.sort_by(|one, two| {
        let key = |own: &Exception<'_>| (own.detected.time, own.detected.id);
        (key(one), &one.life.rule, &one.id).cmp(&(key(two), &two.life.rule, &two.id))
    });
    found
}

fn episodes<'e>(
    evidence: &'e Evidence,
    runs: &HashMap<i64, &'e RunFacts>,
    life: &'e Life,
    controls: &[&'e str],
    found: &mut Vec<Exception<'e>>,
) {
    let upto =
        |event: &&Event| runs.get(&event.run).is_some_and(|run| run.time <= evidence.question.to);
    let events: Vec<&Event> = life.events.iter().filter(upto).collect();
    let ended = |event: &&Event| event.state == State::Fixed;
    let mut number = 0;
    for episode in events.split_inclusive(|event| ended(event)) {
        let Some(first) = episode.first() else { continue };
        let Some(detected) = episode.iter().find(|event| event.state.is_failure()) else {
            continue;
        };
        number += 1;
        let end = episode.last().copied().filter(ended);
        let stands = episode.iter().rev().find(|event| !ended(event)).copied();
        let Some(event) = stands else { continue };
        let fixed = end.and_then(|end| runs.get(&end.run).copied());
        // Mended before the period: it is no part of it.
        if fixed.is_some_and(|run| run.time < evidence.question.from) {
            continue;
        }
        let (Some(introduced), Some(detected)) = (runs.get(&first.run), runs.get(&detected.run))
        else {
            continue;
        };
        let looked = |run: &&RunFacts| run.looks_at(&life.repository, &life.rule, &event.file);
        let detected = detection(evidence, detected, fixed, looked);
        // The newest first: nearly always the first one that is asked.
        let mut newest = evidence.runs.iter().rev().filter(looked);
        let clear = newest.clone().find(|run| run.order() < introduced.order());
        let seen = newest.find(|run| {
            run.order() >= detected.order()
                && run.time <= evidence.question.to
                && fixed.is_none_or(|fixed| run.order() < fixed.order())
        });
        let until = fixed.map_or(evidence.question.to, |run| run.time);
        found.push(Exception {
            id: format!("{}#{number}", life.fingerprint),
            life,
            controls: controls.to_vec(),
            clear,
            introduced,
            detected,
            seen: seen.unwrap_or(detected),
            fixed,
            event,
            state: state(event, fixed.is_some()),
            age: (until - detected.time).max(0),
        });
    }
}

/// The first run that reported a violation when it happened. A run that was filled in later detected
/// nothing at its time; only where no other saw the violation is it named.
fn detection<'e>(
    evidence: &'e Evidence,
    first: &'e RunFacts,
    fixed: Option<&RunFacts>,
    looked: impl Fn(&&RunFacts) -> bool,
) -> &'e RunFacts {
    if first.context.filled_in.is_none() {
        return first;
    }
    let within = |run: &&RunFacts| {
        run.order() > first.order()
            && run.time <= evidence.question.to
            && fixed.is_none_or(|fixed| run.order() < fixed.order())
    };
    let ran = |run: &&RunFacts| run.context.filled_in.is_none();
    evidence.runs.iter().filter(within).filter(ran).find(looked).unwrap_or(first)
}

fn state(event: &Event, fixed: bool) -> &'static str {
    match event.state {
        _ if fixed => "fixed",
        State::Open => "open",
        State::Waived => "waived",
        State::Suppressed => "suppressed",
        State::Indeterminate | State::Error | State::Fixed => "undecided",
    }
}
