//! Which results a log holds.
//!
//! In: a run. Out: the results to write, and a sentence for each kind that is left out. Never
//! here: how a result looks.

use crate::finding::{RuleResult, Run, Verdict};
use crate::report::merge::{self, Group};

/// Results of a run that GitHub keeps.
const KEPT: usize = 5_000;

/// What a log holds.
pub(super) struct Chosen<'a> {
    /// Results, in order.
    pub(super) groups: Groups<'a>,
    /// What is left out, a sentence each.
    pub(super) left_out: Vec<String>,
}

/// Results in a log, in order.
pub(super) enum Groups<'a> {
    /// Each by itself.
    All(&'a [RuleResult]),
    /// Those that a reader takes for one together.
    Merged(Vec<Group<'a>>),
}

impl<'a> Groups<'a> {
    /// Calls something with each.
    pub(super) fn try_each<E>(
        &self,
        mut each: impl FnMut(&Group<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::All(results) => results
                .iter()
                .filter(|result| result.verdict != Verdict::Error)
                .try_for_each(|first| each(&Group { first, rest: Vec::new() })),
            Self::Merged(groups) => groups.iter().try_for_each(each),
        }
    }
}

/// Everything. A policy's error is no result: notifications name it.
pub(super) fn everything(run: &Run) -> Chosen<'_> {
    Chosen { groups: Groups::All(&run.results), left_out: Vec::new() }
}

/// What opens an alert rightly: GitHub reads neither `kind` nor `suppressions`, so each result
/// in the log becomes an alert. Instances of one declaration are one alert.
pub(super) fn for_github(run: &Run) -> Chosen<'_> {
    let mut groups =
        merge::groups(run, run.results.iter().filter(|result| result.is_open_failure()));
    let mut left_out = Vec::new();
    let undecided =
        run.results.iter().filter(|result| result.verdict == Verdict::Indeterminate).count();
    if undecided > 0 {
        left_out.push(format!(
            "{undecided} results depend on a value that the configuration leaves open; they are \
             not listed here."
        ));
    }
    let accepted = run
        .results
        .iter()
        .filter(|result| result.verdict == Verdict::Fail && !result.is_open_failure())
        .count();
    if accepted > 0 {
        left_out
            .push(format!("{accepted} waived, suppressed or known results are not listed here."));
    }
    if groups.len() > KEPT {
        left_out.push(format!(
            "{} results of lesser severity exceed the limit of {KEPT} and are not listed here.",
            groups.len() - KEPT
        ));
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|index| {
            std::cmp::Reverse(groups.get(*index).map(|group| group.first.severity))
        });
        order.truncate(KEPT);
        order.sort_unstable();
        let mut index = 0;
        groups.retain(|_| {
            index += 1;
            order.binary_search(&(index - 1)).is_ok()
        });
    }
    Chosen { groups: Groups::Merged(groups), left_out }
}
