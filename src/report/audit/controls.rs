//! Criteria: what the period shows for each.
//!
//! In: the evidence and its populations. Out: a [`Summary`] a criterion: the standing of each rule
//! over the whole period and in the last runs, and the sentence that says it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::evidence::{Evidence, Outcome};
use super::exceptions::Exception;
use super::population::{Populations, RuleTally, Stretch, Tally, status, tallies};
use crate::history::Status;
use crate::policy::Control;

/// How a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was judged, and never violated.
    Satisfied,
    /// It was violated.
    NotSatisfied,
    /// It was violated, and every violation was accepted.
    Accepted,
    /// It could not be decided for some resource, and was not violated.
    Undecided,
    /// No resource that it applies to was there.
    NothingInScope,
    /// No run judged by it.
    NotLoaded,
}

impl Standing {
    /// Name in the package.
    pub fn name(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::NotSatisfied => "not-satisfied",
            Self::Accepted => "accepted-deviation",
            Self::Undecided => "undecided",
            Self::NothingInScope => "nothing-in-scope",
            Self::NotLoaded => "not-loaded",
        }
    }

    /// Whether nothing was assessed.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Undecided | Self::NothingInScope | Self::NotLoaded)
    }

    fn of(tally: &RuleTally, loaded: bool) -> Self {
        match tally {
            tally if tally.fail > 0 => Self::NotSatisfied,
            tally if tally.waived > 0 => Self::Accepted,
            tally if tally.undecided > 0 => Self::Undecided,
            tally if tally.pass > 0 => Self::Satisfied,
            _ if loaded => Self::NothingInScope,
            _ => Self::NotLoaded,
        }
    }
}

/// A rule of a criterion.
#[derive(Debug)]
pub struct RuleStanding<'e> {
    /// Rule.
    pub id: &'e str,
    /// Over every run of the period.
    pub period: Standing,
    /// In the last runs.
    pub end: Standing,
    /// By run of the period that judged by it.
    pub runs: BTreeMap<i64, RuleTally>,
}

/// A criterion.
#[derive(Debug)]
pub struct Summary<'p, 'e> {
    /// The criterion.
    pub control: &'e Control,
    /// Name of its files, without extension.
    pub file: String,
    /// Ids of its rules.
    pub ids: HashSet<&'e str>,
    /// Its rules, in the mapping's order.
    pub rules: Vec<RuleStanding<'e>>,
    /// Its population.
    pub members: Vec<(&'p Stretch<'e>, Status)>,
    /// By run.
    pub tallies: BTreeMap<i64, Tally>,
    /// Positions of its exceptions.
    pub exceptions: Vec<usize>,
}

impl Summary<'_, '_> {
    /// Rules by standing: satisfied, all, not assessed.
    pub fn counts(&self, of: impl Fn(&RuleStanding<'_>) -> Standing) -> (usize, usize, usize) {
        let satisfied = self.rules.iter().filter(|rule| of(rule) == Standing::Satisfied).count();
        let open = self.rules.iter().filter(|rule| of(rule).is_open()).count();
        (satisfied, self.rules.len(), open)
    }

    /// The sentence on the whole period.
    pub fn sentence(&self) -> String {
        let (satisfied, all, open) = self.counts(|rule| rule.period);
        format!(
            "technical evidence for criterion {}: {satisfied} of {all} rules satisfied, {open} not \
             assessed",
            self.control.id
        )
    }

    /// Rules with a standing, over the period.
    pub fn with(&self, standing: Standing) -> usize {
        self.rules.iter().filter(|rule| rule.period == standing).count()
    }
}

/// All criteria, in the mapping's order.
pub fn summaries<'p, 'e>(
    evidence: &'e Evidence,
    populations: &'p Populations<'e>,
    exceptions: &[Exception<'e>],
) -> Vec<Summary<'p, 'e>> {
    let mut names = Vec::new();
    let mut summaries = Vec::new();
    let mut exceptions_of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, own) in exceptions.iter().enumerate() {
        for control in &own.controls {
            exceptions_of.entry(control).or_default().push(index);
        }
    }
    let members = members(evidence, populations);
    for (control, members) in evidence.pack.controls.iter().zip(members) {
        let file = file_name(&control.id, &mut names);
        let ids: HashSet<&str> = control.rules.iter().map(String::as_str).collect();
        let tallies = tallies(populations, members.iter().copied());
        let rules = control.rules.iter().map(|id| standing(evidence, populations, id)).collect();
        let exceptions = exceptions_of.get(control.id.as_str()).cloned().unwrap_or_default();
        summaries.push(Summary { control, file, ids, rules, members, tallies, exceptions });
    }
    summaries
}

/// The population of each criterion, in the mapping's order: what any of its rules says something
/// of, with the worst that they say.
fn members<'p, 'e>(
    evidence: &Evidence,
    populations: &'p Populations<'e>,
) -> Vec<Vec<(&'p Stretch<'e>, Status)>> {
    let controls = &evidence.pack.controls;
    let mut of_rule: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, control) in controls.iter().enumerate() {
        for rule in &control.rules {
            of_rule.entry(rule).or_default().push(index);
        }
    }
    let mut members = vec![Vec::new(); controls.len()];
    let mut worst: Vec<Option<Outcome>> = Vec::new();
    for stretch in &populations.stretches {
        worst.clear();
        worst.resize(controls.len(), None);
        for (rule, outcome) in &stretch.held.outcomes {
            for index in of_rule.get(&**rule).into_iter().flatten() {
                if let Some(own) = worst.get_mut(*index) {
                    *own = Some(own.map_or(*outcome, |own| own.min(*outcome)));
                }
            }
        }
        for (members, worst) in members.iter_mut().zip(&worst) {
            members.extend(worst.and_then(status).map(|status| (stretch, status)));
        }
    }
    members
}

fn standing<'e>(
    evidence: &'e Evidence,
    populations: &Populations<'e>,
    id: &'e str,
) -> RuleStanding<'e> {
    let mut period = RuleTally::default();
    let mut end = RuleTally::default();
    let mut runs = BTreeMap::new();
    for run in evidence.period().filter(|run| run.rules.contains_key(id)) {
        let tally = populations.rule(id, run.id);
        period.merge(&tally);
        runs.insert(run.id, tally);
    }
    let mut at_end = false;
    for run in populations.last_runs().filter(|run| run.rules.contains_key(id)) {
        at_end = true;
        end.merge(&populations.rule(id, run.id));
    }
    RuleStanding {
        id,
        period: Standing::of(&period, !runs.is_empty()),
        end: Standing::of(&end, at_end),
        runs,
    }
}

/// A criterion's id as a file's name: letters, digits, `.`, `-`; unique, whatever the pack says.
fn file_name(id: &str, names: &mut Vec<String>) -> String {
    let mut name = String::new();
    for letter in id.chars().take(80) {
        let plain = letter.is_ascii_alphanumeric() || letter == '.';
        if plain {
            name.push(letter);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_matches(['-', '.']).to_owned();
    let name = if name.is_empty() { "criterion".to_owned() } else { name };
    let mut unique = name.clone();
    let mut number = 2;
    // File systems that fold case hold one of `a` and `A`.
    while names.iter().any(|known| known.eq_ignore_ascii_case(&unique)) {
        unique = format!("{name}-{number}");
        number += 1;
    }
    names.push(unique.clone());
    unique
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn ids_become_names_that_any_system_takes() {
        let mut names = Vec::new();
        for (id, expected) in [
            ("CC6.1", "CC6.1"),
            ("32(1)(a)", "32-1-a"),
            ("32(1)(A)", "32-1-A-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("44–46", "44-46"),
            ("", "criterion"),
        ] {
            assert_eq!(file_name(id, &mut names), expected);
        }
    }
}
