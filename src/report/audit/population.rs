//! Populations: every resource that the period's runs judged, and for how long it stood so.
//!
//! In: the evidence. Out: [`Stretch`]es, each a resource that runs of a target found unchanged, and
//! tallies for each run, criterion and rule. A stretch instead of a row a run keeps a population of
//! many runs complete and small: the population of a run is the stretches that it lies in.

use std::collections::{BTreeMap, HashMap};

use super::evidence::{Evidence, Held, Outcome, RunFacts};
use super::period::Target;
use crate::history::Status;

/// A resource, from one run of a target to another.
#[derive(Debug, Clone)]
pub struct Stretch<'e> {
    /// Index of the target.
    pub target: usize,
    /// Path of the file.
    pub file: &'e str,
    /// The resource and its verdicts.
    pub held: &'e Held,
    /// Which of several that share file, type and address.
    pub ordinal: usize,
    /// Number of the file's content.
    pub state: i64,
    /// Position of the first run among the target's.
    pub first: usize,
    /// Position of the last.
    pub last: usize,
}

/// Resources by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Satisfied.
    pub pass: i64,
    /// Violated.
    pub fail: i64,
    /// Violated and accepted.
    pub waived: i64,
    /// Nothing could be said.
    pub not_assessed: i64,
}

impl Tally {
    /// All.
    pub fn total(self) -> i64 {
        self.pass + self.fail + self.waived + self.not_assessed
    }

    fn of([pass, fail, waived, not_assessed]: [i64; 4]) -> Self {
        Self { pass, fail, waived, not_assessed }
    }
}

/// A rule over the resources of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleTally {
    /// Satisfied.
    pub pass: i64,
    /// Violated.
    pub fail: i64,
    /// Violated and accepted.
    pub waived: i64,
    /// Not decided.
    pub undecided: i64,
    /// Nothing to say.
    pub not_applicable: i64,
}

impl RuleTally {
    fn of([fail, waived, undecided, pass, not_applicable]: [i64; 5]) -> Self {
        Self { pass, fail, waived, undecided, not_applicable }
    }

    /// Adds another.
    pub fn merge(&mut self, other: &Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.waived += other.waived;
        self.undecided += other.undecided;
        self.not_applicable += other.not_applicable;
    }
}

/// How many of each kind each run of a target has, kept as differences from run to run: a stretch
/// costs two additions, however many runs it covers.
#[derive(Debug, Clone)]
struct Sums<const KINDS: usize>(Vec<[i64; KINDS]>);

impl<const KINDS: usize> Sums<KINDS> {
    fn new(target: &Target<'_>) -> Self {
        Self(vec![[0; KINDS]; target.runs.len() + 1])
    }

    fn add(&mut self, stretch: &Stretch<'_>, kind: usize) {
        for (at, step) in [(stretch.first, 1), (stretch.last + 1, -1)] {
            if let Some(slot) = self.0.get_mut(at).and_then(|row| row.get_mut(kind)) {
                *slot += step;
            }
        }
    }

    /// Number of each run, with its sums.
    fn by_run<'s>(
        &'s self,
        target: &'s Target<'_>,
    ) -> impl Iterator<Item = (i64, [i64; KINDS])> + 's {
        let mut sums = [0; KINDS];
        target.runs.iter().zip(&self.0).map(move |(run, steps)| {
            for (sum, step) in sums.iter_mut().zip(steps) {
                *sum += step;
            }
            (run.id, sums)
        })
    }
}

/// The populations of the period.
#[derive(Debug)]
pub struct Populations<'e> {
    /// What runs look at.
    pub targets: Vec<Target<'e>>,
    /// Every resource, by target, file, and order in the file.
    pub stretches: Vec<Stretch<'e>>,
    /// By rule and run.
    pub rules: HashMap<(&'e str, i64), RuleTally>,
    /// All resources, by run.
    pub all: BTreeMap<i64, Tally>,
}

impl<'e> Populations<'e> {
    /// Reads the populations out of the evidence.
    pub fn new(evidence: &'e Evidence, targets: Vec<Target<'e>>) -> Self {
        let mut stretches = Vec::new();
        for (index, target) in targets.iter().enumerate() {
            add_target(evidence, index, target, &mut stretches);
        }
        let mut own = Self { targets, stretches, rules: HashMap::new(), all: BTreeMap::new() };
        own.count();
        own
    }

    fn count(&mut self) {
        let mut rules: HashMap<(usize, &'e str), Sums<5>> = HashMap::new();
        for stretch in &self.stretches {
            let Some(target) = self.targets.get(stretch.target) else { continue };
            for (rule, outcome) in &stretch.held.outcomes {
                rules
                    .entry((stretch.target, rule))
                    .or_insert_with(|| Sums::new(target))
                    .add(stretch, *outcome as usize);
            }
        }
        for ((target, rule), sums) in &rules {
            let Some(target) = self.targets.get(*target) else { continue };
            for (run, sums) in sums.by_run(target) {
                self.rules.insert((rule, run), RuleTally::of(sums));
            }
        }
        let all = self.stretches.iter().map(|stretch| (stretch, stretch.held.status));
        self.all = tallies(self, all);
    }

    /// Runs of a stretch, in order.
    pub fn runs(&self, stretch: &Stretch<'e>) -> &[&'e RunFacts] {
        let runs = self.targets.get(stretch.target).map_or(&[][..], |target| &target.runs);
        runs.get(stretch.first..=stretch.last).unwrap_or_default()
    }

    /// Whose files a stretch lies in.
    pub fn repository(&self, stretch: &Stretch<'e>) -> &'e str {
        self.targets.get(stretch.target).map_or("", |target| target.repository)
    }

    /// The last run of each target that no later run looks at all of.
    pub fn last_runs(&self) -> impl Iterator<Item = &'e RunFacts> {
        let current = self.targets.iter().filter(|target| target.current);
        current.filter_map(|target| target.runs.last().copied())
    }

    /// What a rule gave in a run.
    pub fn rule(&self, rule: &str, run: i64) -> RuleTally {
        // The key borrows from the evidence; a lookup by any text needs a look at the map's own.
        self.rules.get(&(rule, run)).copied().unwrap_or_default()
    }
}

/// What a criterion says of a resource by the worst outcome of its rules; `None` where none applies.
pub fn status(worst: Outcome) -> Option<Status> {
    match worst {
        Outcome::Fail => Some(Status::Fail),
        Outcome::Waived => Some(Status::Waived),
        Outcome::Undecided => Some(Status::NotAssessed),
        Outcome::Pass => Some(Status::Pass),
        Outcome::NotApplicable => None,
    }
}

/// Tallies of a population, by run; a run without a member of it has one too.
pub fn tallies<'s, 'e: 's>(
    populations: &Populations<'e>,
    members: impl Iterator<Item = (&'s Stretch<'e>, Status)>,
) -> BTreeMap<i64, Tally> {
    let mut sums: Vec<Sums<4>> = populations.targets.iter().map(Sums::new).collect();
    for (stretch, status) in members {
        let kind = match status {
            Status::Pass => 0,
            Status::Fail => 1,
            Status::Waived => 2,
            Status::NotAssessed => 3,
        };
        if let Some(sums) = sums.get_mut(stretch.target) {
            sums.add(stretch, kind);
        }
    }
    let by_run = sums.iter().zip(&populations.targets).flat_map(|(sums, own)| sums.by_run(own));
    by_run.map(|(run, sums)| (run, Tally::of(sums))).collect()
}

fn add_target<'e>(
    evidence: &'e Evidence,
    index: usize,
    target: &Target<'e>,
    stretches: &mut Vec<Stretch<'e>>,
) {
    let mut paths: Vec<&'e str> = Vec::new();
    let mut streams: Vec<i64> = target.runs.iter().map(|run| run.stream).collect();
    streams.sort_unstable();
    streams.dedup();
    for stream in streams.iter().filter_map(|id| evidence.streams.get(id)) {
        paths.extend(stream.files.keys().map(String::as_str));
    }
    paths.sort_unstable();
    paths.dedup();
    for file in paths {
        add_file(evidence, index, target, file, stretches);
    }
}

fn add_file<'e>(
    evidence: &'e Evidence,
    index: usize,
    target: &Target<'e>,
    file: &'e str,
    stretches: &mut Vec<Stretch<'e>>,
) {
    let begin = stretches.len();
    let mut before: Option<i64> = None;
    // Stretches that reach up to the run before, by type, address and ordinal.
    let mut open: HashMap<(&str, &str, usize), usize> = HashMap::new();
    for (position, run) in target.runs.iter().enumerate() {
        let change = evidence.streams.get(&run.stream).and_then(|own| own.at(file, run.id));
        let Some(state) = change.and_then(|change| change.state) else {
            before = None;
            open.clear();
            continue;
        };
        if before == Some(state) {
            for at in open.values() {
                if let Some(stretch) = stretches.get_mut(*at) {
                    stretch.last = position;
                }
            }
            continue;
        }
        before = Some(state);
        let Some(body) = evidence.states.get(&state) else { continue };
        let mut ordinals: HashMap<(&str, &str), usize> = HashMap::new();
        let mut now = HashMap::new();
        for held in &body.resources {
            let name = (held.kind.as_str(), held.address.as_str());
            let ordinal = ordinals.entry(name).or_default();
            let key = (name.0, name.1, *ordinal);
            *ordinal += 1;
            let same = open.get(&key).copied();
            let same = same.filter(|at| stretches.get(*at).is_some_and(|old| old.held == held));
            let at = same.unwrap_or(stretches.len());
            match stretches.get_mut(at) {
                Some(stretch) => {
                    stretch.last = position;
                    stretch.state = state;
                }
                None => stretches.push(Stretch {
                    target: index,
                    file,
                    held,
                    ordinal: key.2,
                    state,
                    first: position,
                    last: position,
                }),
            }
            now.insert(key, at);
        }
        open = now;
    }
    if let Some(own) = stretches.get_mut(begin..) {
        own.sort_by(|one, two| {
            let key = |own: &Stretch<'e>| (own.held.kind.as_str(), own.held.address.as_str());
            key(one).cmp(&key(two)).then((one.ordinal, one.first).cmp(&(two.ordinal, two.first)))
        });
    }
}
