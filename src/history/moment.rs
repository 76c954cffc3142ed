//! Moments: seconds since 1970 as people write them, in UTC.

use crate::model::Date;

/// `2026-11-01T12:00:00Z`.
pub fn shown(seconds: i64) -> String {
    let rest = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", Date::of_epoch(seconds))
}

/// The last second of `2026-11-01`, or the second of `2026-11-01T12:00:00Z` (seconds and `Z` may
/// be missing); `None` where the text is no moment.
pub fn parse(text: &str) -> Option<i64> {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let start = start_of(day.parse().ok()?);
    let Some(time) = time else { return Some(start + 86_399) };
    let mut parts = time.trim_end_matches('Z').split(':');
    let mut part = |below: i64| match parts.next() {
        Some(text) if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().ok().filter(|number| *number < below)
        }
        _ => None,
    };
    let (hour, minute) = (part(24)?, part(60)?);
    let second = if time.matches(':').count() == 2 { part(60)? } else { 0 };
    parts.next().is_none().then_some(start + hour * 3_600 + minute * 60 + second)
}

/// The first second of a day.
pub fn start_of(day: Date) -> i64 {
    // `Date` knows days only from seconds; the day of a number of days is found by halving.
    let (mut low, mut high) = (-1_000_000_i64, 4_000_000_i64);
    while low < high {
        let middle = low + (high - low) / 2;
        if Date::of_epoch(middle * 86_400) < day { low = middle + 1 } else { high = middle }
    }
    low * 86_400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-11-01T12:30:05Z"] {
            assert_eq!(shown(parse(text).unwrap()), text);
        }
        assert_eq!(shown(parse("2026-11-01").unwrap()), "2026-11-01T23:59:59Z");
        assert_eq!(shown(parse("2026-11-01T08:15").unwrap()), "2026-11-01T08:15:00Z");
    }

    #[test]
    fn what_is_no_moment() {
        for text in ["", "yesterday", "2026-02-30", "2026-11-01T24:00:00Z", "2026-11-01T1:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("2026-11-01T10:00:00:00Z"), None);
    }
}
