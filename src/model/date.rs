//! Calendar days, for expiry of waivers and suppressions.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, in UTC, of a time in seconds since 1970-01-01. The algorithm is `civil_from_days`
    /// of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    pub fn of_epoch(seconds: i64) -> Self {
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self {
            year: i32::try_from(year).unwrap_or(i32::MAX),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    fn days_of_month(year: i32, month: u8) -> u8 {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = || format!("`{text}` is not a day as YYYY-MM-DD");
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(fault());
        }
        let mut parts = text.split('-');
        let mut part = || parts.next().and_then(|part| part.parse::<i32>().ok()).ok_or_else(fault);
        let (year, month, day) = (part()?, part()?, part()?);
        let (month, day) =
            (u8::try_from(month).map_err(|_| fault())?, u8::try_from(day).map_err(|_| fault())?);
        if !(1..=12).contains(&month) || day < 1 || day > Self::days_of_month(year, month) {
            return Err(fault());
        }
        Ok(Self { year, month, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_epoch() {
        let day = |seconds| Date::of_epoch(seconds).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_793_491_200), "2026-11-01");
        assert_eq!(day(-1), "1969-12-31");
    }

    #[test]
    fn only_real_days_are_read() {
        assert_eq!("2028-02-29".parse::<Date>().unwrap().to_string(), "2028-02-29");
        for text in ["2027-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026/01/01", ""] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
