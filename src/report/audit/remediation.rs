//! Timeliness: how long failures stood, by severity, against the limit of each.
//!
//! In: exceptions. Out: a [`Pace`] a severity.

use super::evidence::Question;
use super::exceptions::Exception;
use crate::policy::Severity;

/// How long failures of a severity stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// Severity.
    pub severity: Severity,
    /// Days within which one is to be mended, where there is a limit.
    pub limit: Option<i64>,
    /// Fixed in the period: seconds from detection to fix, sorted.
    pub fixed: Vec<i64>,
    /// Open at the period's end: seconds since detection, sorted.
    pub open: Vec<i64>,
    /// Accepted at the period's end.
    pub accepted: usize,
}

impl Pace {
    fn late(&self, ages: &[i64]) -> usize {
        let limit = self.limit.map_or(i64::MAX, |days| days.saturating_mul(86_400));
        ages.iter().filter(|age| **age > limit).count()
    }

    /// Fixed, but later than the limit.
    pub fn fixed_late(&self) -> usize {
        self.late(&self.fixed)
    }

    /// Open for longer than the limit.
    pub fn overdue(&self) -> usize {
        self.late(&self.open)
    }

    /// Mean, median and greatest time to the fix.
    pub fn times(&self) -> Option<(i64, i64, i64)> {
        let greatest = *self.fixed.last()?;
        let count = i64::try_from(self.fixed.len()).ok()?;
        let median = *self.fixed.get((self.fixed.len() - 1) / 2)?;
        Some((self.fixed.iter().sum::<i64>() / count, median, greatest))
    }
}

/// All severities, from the worst.
pub fn paces(question: &Question, exceptions: &[Exception<'_>]) -> Vec<Pace> {
    Severity::ALL
        .into_iter()
        .map(|severity| {
            let own: Vec<&Exception<'_>> =
                exceptions.iter().filter(|own| own.event.severity == severity.name()).collect();
            let ages = |wanted: fn(&Exception<'_>) -> bool| {
                let mut ages: Vec<i64> =
                    own.iter().filter(|own| wanted(own)).map(|own| own.age).collect();
                ages.sort_unstable();
                ages
            };
            Pace {
                severity,
                limit: question.limits.get(&severity).copied(),
                fixed: ages(|own| own.fixed.is_some()),
                open: ages(|own| own.is_open()),
                accepted: own
                    .iter()
                    .filter(|own| matches!(own.state, "waived" | "suppressed"))
                    .count(),
            }
        })
        .collect()
}
