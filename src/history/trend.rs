//! Trend: how many findings each run reported, by rule, severity and state, over time.
//!
//! In: a store. Out: a [`Point`] a run. What a run reported is counted from the contents of its
//! files, each of which is read once, however many runs it stands in; what a run saw begin, end and
//! come back is counted from the lives of the findings.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Result;

use super::life::State;
use super::timeline::Timeline;
use super::{HistoryError, RunRow, Store};

/// What findings are counted by.
pub type Kind = (String, String, State);

/// What a run saw change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turns {
    /// Violations that are open and had never been seen.
    pub introduced: i64,
    /// Violations that were there and are no more.
    pub fixed: i64,
    /// Violations that are open again.
    pub reopened: i64,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The run.
    pub run: RunRow,
    /// Findings by rule, severity and state; `None` where they were pruned.
    pub findings: Option<BTreeMap<Kind, i64>>,
    /// What changed, by rule.
    pub turns: BTreeMap<String, Turns>,
}

/// Findings of a content: row of the rule, severity, state, and how many.
type Tally = Vec<((i64, String, State), i64)>;

impl Store {
    /// Every run by time, with what it reported.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn trend(&self) -> std::result::Result<Vec<Point>, HistoryError> {
        let mut turns = self.turns()?;
        let mut runs = self.runs()?;
        let mut counts = self.counts(&runs).map_err(|error| self.fault(error))?;
        runs.sort_by_key(RunRow::order);
        let point = |run: RunRow| Point {
            findings: counts.remove(&run.id),
            turns: turns.remove(&run.id).unwrap_or_default(),
            run,
        };
        Ok(runs.into_iter().map(point).collect())
    }

    /// What each run saw change, by rule.
    fn turns(&self) -> std::result::Result<HashMap<i64, BTreeMap<String, Turns>>, HistoryError> {
        let mut turns: HashMap<i64, BTreeMap<String, Turns>> = HashMap::new();
        for life in self.lives()? {
            let mut before: Option<State> = None;
            for event in &life.events {
                let was = before.replace(event.state);
                let opens = event.state == State::Open && was != Some(State::Open);
                let ends = event.state == State::Fixed && was.is_some_and(State::is_failure);
                if !opens && !ends {
                    continue;
                }
                let own = turns.entry(event.run).or_default().entry(life.rule.clone());
                let own = own.or_default();
                // As in a drift: an open question that turns out to be a violation is new.
                let again = matches!(was, Some(State::Fixed | State::Waived | State::Suppressed));
                own.fixed += i64::from(ends);
                own.reopened += i64::from(opens && again);
                own.introduced += i64::from(opens && !again);
            }
        }
        Ok(turns)
    }

    /// What each run reported; runs that were pruned are not there.
    fn counts(&self, runs: &[RunRow]) -> Result<HashMap<i64, BTreeMap<Kind, i64>>> {
        let pruned = super::prune::all_pruned(&self.connection)?;
        let timelines = Timeline::read(&self.connection)?;
        let tallies = self.tallies()?;
        let mut statement = self.connection.prepare("SELECT id, name FROM rule")?;
        let names: HashMap<i64, String> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_>>()?;
        let mut streams: HashMap<i64, BTreeMap<(i64, &str, State), i64>> = HashMap::new();
        let mut last: HashMap<i64, i64> = HashMap::new();
        let mut counts = HashMap::new();
        for run in runs {
            let Some(timeline) = timelines.get(&run.stream) else { continue };
            let sums = streams.entry(run.stream).or_default();
            let before = last.insert(run.stream, run.id);
            for file in timeline.changed(run.id) {
                let old = before.and_then(|before| timeline.at(*file, before));
                let new = timeline.at(*file, run.id);
                for (now, step) in [(old, -1), (new, 1)] {
                    let state = now.and_then(|now| now.state);
                    let tally = state.and_then(|state| tallies.get(&state));
                    for ((rule, severity, state), count) in tally.into_iter().flatten() {
                        *sums.entry((*rule, severity, *state)).or_default() += step * count;
                    }
                }
            }
            if pruned.contains(run.id) {
                continue;
            }
            let mut own: BTreeMap<Kind, i64> = BTreeMap::new();
            for ((rule, severity, state), count) in sums.iter().filter(|(_, count)| **count != 0) {
                let rule = names.get(rule).cloned().unwrap_or_default();
                *own.entry((rule, (*severity).to_owned(), *state)).or_default() += count;
            }
            counts.insert(run.id, own);
        }
        Ok(counts)
    }

    /// Findings of each content.
    fn tallies(&self) -> Result<HashMap<i64, Tally>> {
        let mut statement =
            self.connection.prepare("SELECT id, body FROM state WHERE body IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut tallies = HashMap::new();
        while let Some(row) = rows.next()? {
            let body = row.get_ref(1)?.as_str()?;
            let mut tally: BTreeMap<(i64, &str, State), i64> = BTreeMap::new();
            for line in body.lines().filter_map(|line| line.strip_prefix("f\t")) {
                let mut fields = line.split('\t').skip(1);
                let rule = fields.next().and_then(|rule| rule.parse().ok()).unwrap_or_default();
                let state = State::named(fields.next().unwrap_or_default());
                let severity = fields.next().unwrap_or_default();
                *tally.entry((rule, severity, state)).or_default() += 1;
            }
            let own = tally.into_iter();
            let own = own.map(|((rule, severity, state), count)| {
                ((rule, severity.to_owned(), state), count)
            });
            tallies.insert(row.get(0)?, own.collect());
        }
        Ok(tallies)
    }
}
