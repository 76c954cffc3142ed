//! Sets of ids as ranges: `1-40 42 50-60`.
//!
//! In: ids, or text. Out: the same as text, and whether an id is in it. However large the numbers,
//! a range costs one pair.

use std::fmt;

/// A set of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranges(Vec<(i64, i64)>);

impl Ranges {
    /// The set that a text names; parts that are no range are passed over.
    pub fn parse(text: &str) -> Self {
        let part = |part: &str| match part.split_once('-') {
            Some((first, last)) => Some((first.parse().ok()?, last.parse().ok()?)),
            None => part.parse().ok().map(|id| (id, id)),
        };
        Self::of(text.split(' ').filter_map(part).collect())
    }

    /// Both together.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied().collect())
    }

    /// Whether an id is in it.
    pub fn contains(&self, id: i64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= id);
        let before = after.checked_sub(1).and_then(|index| self.0.get(index));
        before.is_some_and(|(_, last)| id <= *last)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many ids.
    pub fn count(&self) -> i64 {
        self.0.iter().fold(0, |sum, (first, last)| {
            sum.saturating_add(last.saturating_sub(*first).saturating_add(1))
        })
    }

    /// First and last id of each range.
    pub fn iter(&self) -> impl Iterator<Item = (i64, i64)> {
        self.0.iter().copied()
    }

    fn of(mut ranges: Vec<(i64, i64)>) -> Self {
        ranges.retain(|(first, last)| first <= last);
        ranges.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(own) if first <= own.1.saturating_add(1) => own.1 = own.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        Self(merged)
    }
}

impl FromIterator<i64> for Ranges {
    fn from_iter<T: IntoIterator<Item = i64>>(ids: T) -> Self {
        Self::of(ids.into_iter().map(|id| (id, id)).collect())
    }
}

impl fmt::Display for Ranges {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            if first == last {
                write!(formatter, "{space}{first}")?;
            } else {
                write!(formatter, "{space}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_join_and_are_read_again() {
        let ranges: Ranges = [5, 1, 2, 3, 9, 2].into_iter().collect();
        assert_eq!(ranges.to_string(), "1-3 5 9");
        assert_eq!(Ranges::parse("1-3 5 9"), ranges);
        assert_eq!(ranges.count(), 5);
        let inside: Vec<i64> = (0..11).filter(|id| ranges.contains(*id)).collect();
        assert_eq!(inside, [1, 2, 3, 5, 9]);
        assert_eq!(ranges.with(&Ranges::parse("4 6-8")).to_string(), "1-9");
        assert!(Ranges::default().is_empty());
    }

    #[test]
    fn hostile_texts_cost_nothing() {
        let wide = Ranges::parse("1-9223372036854775807 -5 x 7-3 9223372036854775807");
        assert!(wide.contains(i64::MAX) && !wide.contains(0));
        assert_eq!(wide.count(), i64::MAX);
        assert!(Ranges::parse("").is_empty());
    }
}
