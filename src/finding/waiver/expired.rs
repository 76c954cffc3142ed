//! Waivers that are over, and what they would still cover.
//!
//! In: a day, and the results of a run. Out: for each waiver past its end that would cover an open
//! result, one sentence with its line. Never here: covering anything.

use super::{Scope, State, Subject, Waivers};
use crate::finding::{RuleResult, Verdict};
use crate::model::{Date, FileId, Resource};
use crate::policy::Rule;

impl Waivers {
    /// What to say of the waivers that are over, in file order.
    pub fn expired<'p>(
        &self,
        today: Date,
        rules: &[Rule],
        results: &[RuleResult],
        resources: &[Resource],
        path: impl Fn(FileId) -> Option<&'p str>,
    ) -> Vec<String> {
        let over = self.iter(today).enumerate().filter(|(_, (_, state))| *state == State::Expired);
        let mut said = Vec::new();
        for (index, (waiver, _)) in over {
            let open = results.iter().filter(|result| {
                matches!(result.verdict, Verdict::Fail | Verdict::Indeterminate)
                    && !result.is_accepted()
                    && rules.get(result.rule).is_some_and(|rule| waiver.waives(rule))
            });
            let covered = open.filter(|result| {
                resources
                    .get(result.resource.0 as usize)
                    .is_some_and(|resource| waiver.covers(result, resource, path(result.span.file)))
            });
            let count = covered.count();
            if count == 0 {
                continue;
            }
            let subject = match &waiver.subject {
                Subject::Rule(id) => id.clone(),
                Subject::Control(pack, id) => format!("{pack}/{id}"),
            };
            let (Scope::Address(place) | Scope::Path(place) | Scope::Fingerprint(place)) =
                &waiver.scope;
            let line = self.lines.get(index).map_or(String::new(), |line| format!("line {line}: "));
            let counts = if count == 1 { "1 finding counts" } else { "findings count" };
            let number = if count == 1 { String::new() } else { format!("{count} ") };
            said.push(format!(
                "{line}the waiver of {subject} for {place} expired on {}: {number}{counts} again",
                waiver.expires
            ));
        }
        said
    }
}
